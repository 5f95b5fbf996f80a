import type { ValuesOf } from './fields';
import type { RequestFields } from './jobFields';
import type { Message } from './message';
import type { Report } from './report';
import type { Run } from './sample';

/** A request to profile files. */
export type ProfileRequest = ValuesOf<RequestFields> & {
  /** Files and folders; a folder means all its regular files, in name order, as a server would send them. */
  paths: string[];
};

/** The events of a request in their order; `R` is the form of its reports. */
export type ProfileEvent<R = Report> =
  /** The plan: every transfer, without runs. Sent once, and before anything is timed. */
  | { kind: 'started'; report: R }
  /** Within the running round: bytes moved of the bytes planned for all rounds, and the time left as far as known. */
  | { kind: 'progress'; label: Message; bytesDone: number; bytesPlanned: number; msLeft: number | null }
  /** A round is done: transfer `index` of the started report has one run more. */
  | { kind: 'round'; index: number; run: Run }
  /** What is known so far, with summaries, copies and ratios; sent after each interleaved round. */
  | { kind: 'report'; report: R };

import type { Language } from '../model/finding';
import type { Probe } from '../model/probe';
import type { ProblemKind, ProblemText } from '../model/problem';
import type { ProfileEvent, ProfileRequest } from '../model/profile';
import type { Proof } from '../model/proof';
import type { UrlQuestion } from '../prover/question';
import type { RunSummary } from './summary';

/** A report as the UTF-8 bytes of its JSON: whoever only hands it on need not read it. */
export type PackedReport = Uint8Array;

export type SessionEvent = ProfileEvent<PackedReport>;

/** A run as the editor requests it. */
export interface RunOrder {
  request: ProfileRequest;
  /** Language of the code that the request came from: its calls are measured first, and advised. */
  language: Language | undefined;
  /** A file of random bytes to be made and moved, where the request names none. */
  generated: { directory: string; bytes: number } | null;
}

/** To the session. Orders are carried out one at a time, as they come in. */
export type ToSession =
  | { kind: 'run'; id: number; order: RunOrder }
  /** What the machine can do on a folder's filesystem. */
  | { kind: 'probe'; id: number; folder: string }
  /** Whether a server sends by reference or by copy. */
  | { kind: 'prove'; id: number; question: UrlQuestion }
  | { kind: 'cancel'; id: number };

export type Order = Exclude<ToSession, { kind: 'cancel' }>;

/** Why an order gave nothing. A `defect` is an error that no one foresaw. */
export type SessionFailure =
  | { kind: 'problem'; of: ProblemKind; text: ProblemText }
  | { kind: 'cancelled' }
  | { kind: 'defect'; message: string };

/** From the session: each order begins once its turn has come, and ends with one `done`, `probed`,
 * `proved` or `failed`. */
export type FromSession =
  | { kind: 'begun'; id: number }
  | { kind: 'event'; id: number; event: SessionEvent }
  /** A process was started to measure with. */
  | { kind: 'worker'; id: number; pid: number }
  | { kind: 'done'; id: number; report: PackedReport; summary: RunSummary }
  | { kind: 'probed'; id: number; probe: Probe }
  | { kind: 'proved'; id: number; proof: Proof }
  | { kind: 'failed'; id: number; failure: SessionFailure };

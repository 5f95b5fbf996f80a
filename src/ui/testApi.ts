import type { Proof } from '../model/proof';
import type { Report } from '../model/report';
import type { Trace } from '../model/trace';
import type { PlacedFinding } from './loops/documentFindings';
import type { ShownProblem } from './panelProtocol';

/** What `activate` hands out: enough for tests to see what a person would see elsewhere. */
export interface TestApi {
  /** The newest report of this window, or null. */
  lastReport(): Report | null;
  /** What the last run broke on, or null where it went well. */
  lastProblem(): ShownProblem | null;
  /** Process id of the worker that measures now, or null. */
  workerPid(): number | null;
  /** The newest trace of this window, or null. */
  lastTrace(): Trace | null;
  /** The newest proof of this window, or null. */
  lastProof(): Proof | null;
  /** Title of the run under way, or null. */
  running(): string | null;
  /** Copy loops of a document as its lenses show them. */
  loopsOf(uri: string): Promise<PlacedFinding[]>;
  /** How long activation took, milliseconds. */
  activationMs: number;
}

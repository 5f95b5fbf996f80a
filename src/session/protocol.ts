import type { Language } from '../model/finding';
import type { Probe } from '../model/probe';
import type { ProblemKind, ProblemText } from '../model/problem';
import type { ProfileEvent, ProfileRequest } from '../model/profile';
import type { Proof } from '../model/proof';
import type { UrlQuestion } from '../prover/question';
import type { RunSummary } from './summary';

/** A report as the UTF-8 bytes of its JSON, so that code that only forwards it need not parse it. */
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

/** To the session. Orders run one at a time, in the order of their arrival. */
export type ToSession =
  | { kind: 'run'; id: number; order: RunOrder }
  /** What the machine can do on a folder's filesystem. */
  | { kind: 'probe'; id: number; folder: string }
  /** Whether a server sends by reference or by copy. */
  | { kind: 'prove'; id: number; question: UrlQuestion }
  | { kind: 'cancel'; id: number };

export type Order = Exclude<ToSession, { kind: 'cancel' }>;

/** Why an order has no result. A `defect` is an unexpected error. */
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

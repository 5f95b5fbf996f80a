import type { CacheState, Order, ReceiverMode, SocketKind, SweepAxis, UserPass } from './job';
import type { Report } from './report';
import type { Route } from './route';
import type { Run } from './sample';
import type { StrategyName } from './strategy';

/** What a person asks to have profiled. All sizes are bytes; 0 is the kernel's default. */
export interface ProfileRequest {
  /** Files and folders; a folder means all its regular files, in name order, as a server would send them. */
  paths: string[];
  route: Route;
  /** `best` searches strategy, chunk, pipe size and socket options, and reports the winner. */
  strategies: StrategyName[] | 'all' | 'best';
  chunks: number[];
  cache: CacheState;
  /** io_uring's reads in flight, 1 to 16; missing or null takes 8 where the cache is cold, else 1. */
  depth?: number | null;
  /** Allocate a file sink's output before the clock starts; missing is no. */
  preallocate?: boolean;
  /** Map all pages of a mapping by one call; missing is no. */
  populate?: boolean;
  /** Cores of sender and receiver; missing or null has them chosen from the machine's topology. */
  cores?: { sender: number; receiver: number } | null;
  /** Null takes `poll` where there are two cores, else `block`. */
  receiver: ReceiverMode | null;
  socket: SocketKind;
  order: Order;
  offset: number;
  length: number | null;
  headerBytes: number;
  /** Have the kernel encrypt what is sent into a TCP socket (kernel TLS); missing is no. */
  kernelTls?: boolean;
  pass: UserPass;
  flushEvery: number;
  /** Follow the input as a log that grows by so many bytes at a time; 0 or missing sends it as it is. */
  followBytes?: number;
  pipeBytes: number;
  sendBufferBytes: number;
  receiveBufferBytes: number;
  receiveLowWater: number;
  /** Timed rounds; null adds rounds until the ratios' 95 % interval is narrow or the budget is spent. */
  rounds: number | null;
  /** Time for all strategies on this input, milliseconds. */
  budgetMs: number;
  sweep: SweepAxis | null;
  /** Id of a scenario, which then sets what is above; null profiles the paths as asked. */
  scenario: string | null;
}

/** What happens while a request is carried out, in the order told. */
export type ProfileEvent =
  /** The plan: every transfer, without runs. Sent once, and before anything is timed. */
  | { kind: 'started'; report: Report }
  /** Within the running round: bytes moved of the bytes planned for all rounds, and the time left as far as known. */
  | { kind: 'progress'; label: string; bytesDone: number; bytesPlanned: number; msLeft: number | null }
  /** A round is done: transfer `index` of the started report has one run more. */
  | { kind: 'round'; index: number; run: Run }
  /** What is known so far, with summaries, copies and ratios; sent after each interleaved round. */
  | { kind: 'report'; report: Report };

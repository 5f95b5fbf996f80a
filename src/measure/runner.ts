import { message } from '../messages/message';
import { rowMessage } from '../messages/words';
import type { Message } from '../model/message';
import type { Transfer } from '../model/report';
import type { FileRange, RunSpec } from '../model/runSpec';
import type { Phase, Run } from '../model/sample';
import type { WorkerClient } from '../worker/client';
import { absenceIn, changedText, failureText, isCancellation, mismatchText } from './failures';
import { Pace } from './pacing';
import { type Cell, emptyTransfer, firstBytes } from './plan';
import { shuffled } from './statistics';
import { handedOn } from './trialBytes';

/** A warm-up must run the code and touch the buffers, but need not move every byte. */
export const warmUpBytes = 16 * 1024 * 1024;

/** How the runs of one round differ from what their cells say. */
export interface Changes {
  spec?: Partial<RunSpec>;
  /** Move the first bytes of the input only. */
  mostBytes?: number;
  /** Runs that would not end by then are skipped, ms of the runner's clock; the runner's deadline by default. */
  until?: number;
}

export interface RunnerOptions {
  client: WorkerClient;
  signal: AbortSignal | undefined;
  /** Milliseconds of a clock that never goes back. */
  now: () => number;
  /** When all runs must have ended, ms of that clock; infinite where a number of rounds is requested. */
  deadline: number;
  /** Seeded source of the shuffles. */
  random: () => number;
  onRun(index: number, run: Run): void;
  /** Bytes moved so far within the run under way. */
  onProgress(label: Message, bytes: number): void;
}

/**
 * Runs cells one run at a time and keeps the results as transfers of the same index. A failed run ends its cell, never
 * the others; only a cancellation reaches the caller.
 */
export class Runner {
  readonly cells: Cell[] = [];
  readonly transfers: Transfer[] = [];
  private rounds = 0;
  private readonly pace = new Pace();
  /** Short forms of a cell's files, so that the worker learns each set but once. */
  private readonly shortened = new Map<FileRange[], Map<number, FileRange[]>>();

  constructor(private readonly options: RunnerOptions) {}

  /** Adds cells; returns their indices. */
  add(cells: readonly Cell[]): number[] {
    return cells.map(cell => {
      this.transfers.push(emptyTransfer(cell));
      return this.cells.push(cell) - 1;
    });
  }

  /** Cells that can still be run. */
  alive(indices: readonly number[]): number[] {
    return indices.filter(index => {
      const { unsupported, failed } = this.transfers[index]!;
      return !unsupported && !failed;
    });
  }

  /** From now on a cell moves the first `bytes` of its input only; what was run of it stays. */
  shorten(index: number, bytes: number): void {
    const cell = this.cells[index]!;
    const inputBytes = Math.min(bytes, cell.inputBytes);
    const files = this.beginningOf(cell.spec.files, bytes);
    this.cells[index] = { ...cell, inputBytes, spec: { ...cell.spec, files } };
    const { chunks } = emptyTransfer(this.cells[index]);
    const shorter = { ...this.transfers[index]!, inputBytes };
    this.transfers[index] = chunks === undefined ? shorter : { ...shorter, chunks };
  }

  /** Each set of files that cells with a warm cache read, once; the first `bytes` of each. */
  warmFiles(indices: readonly number[], bytes = Number.POSITIVE_INFINITY): FileRange[][] {
    const warm = indices.map(index => this.cells[index]!).filter(({ cache }) => cache === 'warm');
    return [...new Set(warm.map(({ spec }) => this.beginningOf(spec.files, bytes)))];
  }

  /** One run of each cell that is alive, in an order of its own, so that no strategy always follows the same one. */
  async round(phase: Phase, indices: readonly number[], changes: Changes = {}): Promise<void> {
    this.rounds += 1;
    const { until = this.options.deadline } = changes;
    for (const index of shuffled(this.alive(indices), this.options.random))
      if (this.options.now() + this.expected([index], phase, changes) <= until)
        await this.run(index, phase, changes);
  }

  /** What a round of these cells would take, ms, as far as is known. */
  expected(indices: readonly number[], phase: Phase, changes: Changes = {}): number {
    return this.alive(indices).reduce((sum, index) => {
      const spec = this.specFor(this.cells[index]!, phase, changes);
      return sum + this.pace.expected(index, phase, handedOn(spec));
    }, 0);
  }

  private async run(index: number, phase: Phase, changes: Changes): Promise<void> {
    const { client, signal, now, onProgress, onRun } = this.options;
    const began = now();
    const cell = this.cells[index]!;
    const transfer = this.transfers[index]!;
    const spec = this.specFor(cell, phase, changes);
    const label = message('phase', { row: rowMessage(spec), phase: message(`phase.${phase}`) });
    // The backend reports bytes only of runs that last: short ones are announced all the same.
    onProgress(label, 0);
    try {
      if (cell.cache === 'cold' && (phase === 'timed' || phase === 'sampled'))
        await client.evict(spec.files, signal ? { signal } : {});
      const result = await client.run(spec, {
        ...(signal ? { signal } : {}),
        onProgress: bytes => onProgress(label, bytes),
      });
      const run: Run = { phase, round: this.rounds, ...result };
      if (run.bytes > 0) this.pace.record(index, phase, handedOn(spec), now() - began);
      transfer.runs.push(run);
      transfer.failed = problemWith(run, spec);
      onRun(index, run);
    } catch (error) {
      if (isCancellation(error)) throw error;
      const absence = transfer.runs.length === 0 ? absenceIn(error) : null;
      if (absence) transfer.unsupported = absence;
      else transfer.failed = failureText(error, rowMessage(spec));
    }
  }

  private specFor({ spec }: Cell, phase: Phase, { spec: changes, mostBytes }: Changes): RunSpec {
    const sink = phase === 'verify' ? 'verify' : 'discard';
    const most = mostBytes ?? (phase === 'warm-up' ? warmUpBytes : undefined);
    const files = most === undefined ? spec.files : this.beginningOf(spec.files, most);
    return { ...spec, sink, files, ...changes };
  }

  private beginningOf(files: FileRange[], bytes: number): FileRange[] {
    const known = this.shortened.get(files) ?? new Map<number, FileRange[]>();
    this.shortened.set(files, known);
    const whole = bytesOf(files);
    const short = known.get(bytes) ?? (whole <= bytes ? files : firstBytes(files, bytes).files);
    known.set(bytes, short);
    return short;
  }
}

const bytesOf = (files: readonly FileRange[]) => files.reduce((sum, { length }) => sum + (length ?? 0), 0);

/** The problem of a finished run: too few bytes, or bytes that differ from those sent. */
function problemWith(run: Run, spec: RunSpec): Transfer['failed'] {
  const asked = bytesOf(spec.files);
  if (run.bytes !== asked) return changedText(rowMessage(spec), run.bytes, asked);
  return run.hash && run.hash.source !== run.hash.sink ? mismatchText(rowMessage(spec)) : null;
}

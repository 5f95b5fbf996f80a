import type { ResourceLimits } from 'node:worker_threads';
import { message } from '../messages/message';
import { AnalysisThread } from './analysisThread';
import { excluded } from './lintedFile';
import type { FileResult } from './thread';

/** Files per batch: enough that requests cost little, few enough that all threads end at about the same time. */
const batchFiles = 64;
/** A file whose analysis takes more CPU time is skipped. */
const fileLimitMs = 5000;

export interface PoolOptions {
  signal: AbortSignal;
  /** How many threads there may be at once. */
  threads: number;
  /** Memory of each thread. One that needs more is ended, and the file it was working on is skipped. */
  resourceLimits: ResourceLimits;
  /** As openCacheFolder() gives it. Default: nothing is kept. */
  cacheFolder?: string | null;
  onResults(results: FileResult[]): void;
}

/** Lints files on threads. Resolves when all are done or the signal aborts. */
export async function lintOnThreads(files: Iterable<string>, options: PoolOptions): Promise<void> {
  const source = files[Symbol.iterator]();
  const lanes = Array.from({ length: options.threads }, () => new Lane(source, options));
  const end = () => {
    for (const lane of lanes) void lane.end();
  };
  options.signal.addEventListener('abort', end);
  try {
    await Promise.all(lanes.map(lane => lane.run()));
  } finally {
    options.signal.removeEventListener('abort', end);
  }
}

/** A thread that takes batch after batch. */
class Lane {
  private readonly thread: AnalysisThread;

  constructor(
    private readonly source: Iterator<string>,
    private readonly options: PoolOptions,
  ) {
    const { resourceLimits, cacheFolder = null } = options;
    this.thread = new AnalysisThread({ limitMs: fileLimitMs, resourceLimits, cacheFolder });
  }

  async run(): Promise<void> {
    try {
      for (let batch = this.next(); batch.length > 0 && !this.options.signal.aborted; batch = this.next())
        await this.lint(batch);
    } finally {
      // Also if the source of files threw.
      await this.end();
    }
  }

  end(): Promise<void> {
    return this.thread.end();
  }

  private next(): string[] {
    const batch: string[] = [];
    while (batch.length < batchFiles) {
      const { value, done } = this.source.next();
      if (done) break;
      batch.push(value);
    }
    return batch;
  }

  /** Runs a whole batch. If one file ends the thread, the next thread repeats the others of the batch. */
  private async lint(batch: string[]): Promise<void> {
    const outcome = await this.thread.request<FileResult[]>({ kind: 'files', files: batch });
    if (outcome.kind === 'reply') return this.options.onResults(outcome.reply);
    if (this.options.signal.aborted) return;
    const file = batch[outcome.place]!;
    const reason =
      outcome.kind === 'slow'
        ? message('unread.slow', { limit: fileLimitMs * 1e6 })
        : message('unread.broken', { error: outcome.why });
    this.options.onResults([{ file, ...excluded(reason) }]);
    const others = batch.filter(other => other !== file);
    if (others.length > 0) await this.lint(others);
  }
}

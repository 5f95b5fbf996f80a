import { availableParallelism } from 'node:os';
import type { ResourceLimits } from 'node:worker_threads';
import { AnalysisThread, type ThreadOptions } from '../../lint/analysisThread';
import type { TextReply, TextRequest } from '../../lint/thread';
import type { Finding, Language } from '../../model/finding';
import type { Message } from '../../model/message';
import type { TextAnalysis } from './textAnalysis';

export interface ThreadAnalysisOptions extends Partial<Pick<ThreadOptions, 'limitMs' | 'cpuMs' | 'bundle'>> {
  /** The thread's JavaScript heap at most, MiB. */
  heapMb?: number;
  /** Called with each skipped text and the reason, for a log. */
  onExcluded?(path: string, why: Message | string): void;
}

/** The thread's own limit is shorter. */
const textLimitMs = 10_000;

/**
 * Analyses in a thread of its own, one text at a time, so that each keeps its tree from one edit to the next. Where a
 * text takes too long or breaks the thread, only that text is given up, and those that wait go to a new one.
 */
export class ThreadAnalysis implements TextAnalysis {
  private readonly thread: AnalysisThread;
  private last: Promise<unknown> = Promise.resolve();
  private disposed = false;

  constructor(private readonly options: ThreadAnalysisOptions = {}) {
    const { heapMb, onExcluded: _, ...others } = options;
    this.thread = new AnalysisThread({
      limitMs: textLimitMs,
      resourceLimits: threadLimits(heapMb),
      ...others,
    });
  }

  analyse(path: string, text: string, language: Language): Promise<Finding[] | null> {
    const findings = this.last.then(() => this.findings({ kind: 'text', path, text, language }));
    this.last = findings;
    return findings;
  }

  close(path: string): void {
    this.thread.notify({ kind: 'close', path });
  }

  dispose(): void {
    this.disposed = true;
    void this.thread.end();
  }

  /** The failure may be due to the machine: the text is tried once more, and then its result is unknown. */
  private async findings(request: TextRequest, tries = 2): Promise<Finding[] | null> {
    if (this.disposed) return null;
    const outcome = await this.thread.request<TextReply>(request);
    if (this.disposed) return null;
    const reply = outcome.kind === 'reply' ? outcome.reply : { broke: outcome.why };
    if ('findings' in reply) {
      const { findings, skipped } = reply;
      if (skipped !== null) this.excluded(request, skipped);
      return findings;
    }
    // Another try would take as long: the text has no findings until it is edited.
    if (outcome.kind === 'slow') {
      this.excluded(request, outcome.why);
      return [];
    }
    if (tries > 1) return this.findings(request, tries - 1);
    this.excluded(request, `the analysis broke: ${reply.broke}`);
    return null;
  }

  private excluded({ path }: TextRequest, why: Message | string): void {
    this.options.onExcluded?.(path, why);
  }
}

/**
 * The JavaScript heap of one thread, MiB: a file of 2 MiB, the largest that is looked at, takes less than half of it. A
 * thread that needs more is ended by V8 and its file is left out; the extension host lives on.
 */
export const threadHeapMb = 512;

export const threadLimits = (heapMb = threadHeapMb): ResourceLimits => ({
  // Trees are many small objects that die together: a large young generation finds them dead in few collections.
  maxYoungGenerationSizeMb: Math.ceil(heapMb / 8),
  maxOldGenerationSizeMb: heapMb,
});

/** Threads of a scan: half of the cores are left to the editor and its other extensions. */
export const scanThreads = (cores = availableParallelism()): number => Math.max(1, Math.floor(cores / 2));

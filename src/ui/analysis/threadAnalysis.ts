import { Worker } from 'node:worker_threads';
import { Deadline, processCpuMs } from '../../analysis/syntax/deadline';
import type { Finding, Language } from '../../model/finding';
import type { TextAnalysis } from './textAnalysis';
import type { FromThread, ToThread } from './thread';
import { threadLimits } from './threadLimits';

export interface ThreadOptions {
  /** CPU time for one text, from the moment the thread takes it up. The thread itself gives up before. Milliseconds. */
  limitMs?: number;
  /** The clock of that limit: CPU time of this process, milliseconds. */
  cpuMs?: () => number;
  /** The thread's JavaScript heap at most, MiB. */
  heapMb?: number;
  /** Told what was left out and why: for a log. */
  onExcluded?(path: string, why: string): void;
}

interface Text {
  path: string;
  text: string;
  language: Language;
  /** How often a thread broke on it. */
  broke: number;
  resolve(findings: Finding[] | null): void;
}

/**
 * Analyses in a thread of its own, started with the first text. One text at a time is in the thread; where it takes
 * too long or breaks the thread, only that text is given up, and those that wait go to a new one.
 */
export class ThreadAnalysis implements TextAnalysis {
  private thread: Worker | null = null;
  private readonly waiting: Text[] = [];
  private current: Text | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private nextId = 1;
  private disposed = false;

  /** `bundle` is the thread's file in dist/. */
  constructor(
    private readonly bundle: string,
    private readonly options: ThreadOptions = {},
  ) {}

  analyse(path: string, text: string, language: Language): Promise<Finding[] | null> {
    if (this.disposed) return Promise.resolve(null);
    return new Promise(resolve => {
      this.waiting.push({ path, text, language, broke: 0, resolve });
      this.next();
    });
  }

  close(path: string): void {
    this.thread?.postMessage({ kind: 'close', path } satisfies ToThread);
  }

  dispose(): void {
    this.disposed = true;
    this.end();
    const owed = [this.current, ...this.waiting.splice(0)];
    this.current = null;
    for (const text of owed) text?.resolve(null);
  }

  private next(): void {
    if (this.current || this.disposed) return;
    this.current = this.waiting.shift() ?? null;
    if (!this.current) return;
    const { path, text, language } = this.current;
    const message: ToThread = { kind: 'analyse', id: this.nextId, path, text, language };
    this.thread ??= this.started();
    this.thread.postMessage(message);
  }

  private started(): Worker {
    const thread = new Worker(this.bundle, { resourceLimits: threadLimits(this.options.heapMb) });
    thread.unref();
    thread.on('message', (message: FromThread) => {
      if (thread === this.thread && message.id === this.nextId) this.told(message);
    });
    // A thread that ends unasked is as good as one that threw: by an exit, or for want of memory.
    thread.on('error', error => this.died(thread, error.message));
    thread.on('exit', () => this.died(thread, 'its thread ended'));
    return thread;
  }

  private told(message: FromThread): void {
    // The clock starts with the text, not while a busy machine still starts the thread.
    if (message.kind === 'begun') {
      const { limitMs = 10_000, cpuMs = processCpuMs } = this.options;
      this.watch(new Deadline(limitMs, cpuMs));
    } else if (message.kind === 'broken') this.again(message.why);
    else {
      if (message.skipped !== null) this.excluded(message.skipped);
      this.settle(message.findings);
    }
  }

  /** On a busy machine the thread may have had little of the time that is over. */
  private watch(deadline: Deadline): void {
    const look = () => (deadline.isOver ? this.tooLong(deadline.limitMs) : this.watch(deadline));
    this.timer = setTimeout(look, Math.ceil(deadline.leftMs));
  }

  /** Another try would take as long: the text has no findings until it is edited. */
  private tooLong(limit: number): void {
    this.end();
    this.excluded(`it took longer than ${limit / 1000} s`);
    this.settle([]);
  }

  private died(thread: Worker, why: string): void {
    if (thread !== this.thread) return;
    this.end();
    this.again(why);
  }

  /** What broke may have been the machine, not the text: once more, and then nothing is known of it. */
  private again(why: string): void {
    this.stopClock();
    const text = this.current;
    if (!text) return;
    text.broke += 1;
    if (text.broke > 1) {
      this.excluded(`the analysis broke: ${why}`);
      this.settle(null);
      return;
    }
    this.current = null;
    this.nextId += 1;
    this.waiting.unshift(text);
    this.next();
  }

  private excluded(why: string): void {
    if (this.current) this.options.onExcluded?.(this.current.path, why);
  }

  private settle(findings: Finding[] | null): void {
    this.stopClock();
    this.current?.resolve(findings);
    this.current = null;
    this.nextId += 1;
    this.next();
  }

  private stopClock(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private end(): void {
    this.stopClock();
    const thread = this.thread;
    this.thread = null;
    void thread?.terminate();
  }
}

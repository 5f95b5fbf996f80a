import { Worker } from 'node:worker_threads';
import type { Finding, Language } from '../../model/finding';
import type { TextAnalysis } from './textAnalysis';
import type { FromThread, ToThread } from './thread';

/** A text that takes longer is given up, and the thread with it; the next text gets a new one. Milliseconds. */
const limitMs = 10_000;

interface Pending {
  resolve(findings: Finding[]): void;
  timer: ReturnType<typeof setTimeout>;
}

/** Analyses in a thread of its own, started with the first text. */
export class ThreadAnalysis implements TextAnalysis {
  private thread: Worker | null = null;
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;

  /** `bundle` is the thread's file in dist/. */
  constructor(private readonly bundle: string) {}

  analyse(path: string, text: string, language: Language): Promise<Finding[]> {
    const id = this.nextId++;
    return new Promise(resolve => {
      this.pending.set(id, { resolve, timer: setTimeout(() => this.drop(), limitMs) });
      this.send({ kind: 'analyse', id, path, text, language });
    });
  }

  close(path: string): void {
    if (this.thread) this.send({ kind: 'close', path });
  }

  dispose(): void {
    this.drop();
  }

  private send(message: ToThread): void {
    this.thread ??= this.started();
    this.thread.postMessage(message);
  }

  private started(): Worker {
    const thread = new Worker(this.bundle);
    thread.unref();
    thread.on('message', ({ id, findings }: FromThread) => this.settle(id, findings));
    thread.on('error', () => this.drop());
    return thread;
  }

  private settle(id: number, findings: Finding[]): void {
    const waiting = this.pending.get(id);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.pending.delete(id);
    waiting.resolve(findings);
  }

  /** Ends the thread; what it still owed has no findings. */
  private drop(): void {
    void this.thread?.terminate();
    this.thread = null;
    for (const id of [...this.pending.keys()]) this.settle(id, []);
  }
}

import { CancellationError, commands, type Disposable, l10n, window } from 'vscode';
import { Queue } from '../../session/queue';
import { RunStatus } from './runStatus';

/** A run's interface for its work. */
export interface Job {
  title: string;
  signal: AbortSignal;
  /** Reports progress: a part of 1, and a short text. */
  progress(part: number, text: string): void;
}

interface QueuedJob {
  title: string;
  controller: AbortController;
}

/**
 * The unfinished runs and traces: the first is running, the others wait. The session orders
 * measurements itself; here they also wait for traces, which run outside of it.
 */
export class Jobs implements Disposable {
  private readonly jobs: QueuedJob[] = [];
  private readonly queue = new Queue();
  private readonly status = new RunStatus();

  /** Title of the run under way, or null. */
  get running(): string | null {
    return this.jobs[0]?.title ?? null;
  }

  /** Carries out `work` once those before it are over. While another runs, the person decides. */
  async run<T>(title: string, work: (job: Job) => Promise<T>): Promise<T> {
    await this.askBeforeWaiting(title);
    const controller = new AbortController();
    const job = { title, controller };
    this.jobs.push(job);
    this.show();
    try {
      const { signal } = controller;
      return await this.queue.run(() => work({ title, signal, progress: this.status.progress }));
    } finally {
      this.jobs.splice(this.jobs.indexOf(job), 1);
      this.show();
    }
  }

  /** Ends the run under way, if any; what it measured so far is kept. */
  cancel(): void {
    this.jobs[0]?.controller.abort();
  }

  dispose(): void {
    for (const { controller } of this.jobs) controller.abort();
    this.status.dispose();
  }

  private show(): void {
    void commands.executeCommand('setContext', 'ioPath.running', this.jobs.length > 0);
    this.status.show(this.jobs.map(({ title }) => title));
  }

  private async askBeforeWaiting(title: string): Promise<void> {
    const [current] = this.jobs;
    if (!current) return;
    const after = l10n.t('Run After It');
    const instead = l10n.t('Cancel It and Run');
    const message = l10n.t('“{other}” is being measured. Run “{title}” after it, or instead?', {
      other: current.title,
      title,
    });
    const detail = l10n.t('Two runs at once would disturb each other.');
    const answer = await window.showWarningMessage(message, { modal: true, detail }, after, instead);
    if (!answer) throw new CancellationError();
    if (answer === instead) current.controller.abort();
  }
}

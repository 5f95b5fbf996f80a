import {
  CancellationError,
  commands,
  type Disposable,
  l10n,
  type Progress,
  ProgressLocation,
  window,
} from 'vscode';
import { Queue } from '../queue';

/** A run under way as its work sees it. */
export interface Job {
  title: string;
  signal: AbortSignal;
  /** Tells how far it is: a part of 1, and a few words. */
  progress(part: number, text: string): void;
}

interface Running {
  title: string;
  controller: AbortController;
}

/** One run at a time: two at once would measure each other. */
export class Jobs implements Disposable {
  private current: Running | null = null;
  /** Runs that wait start in the order they were asked for. */
  private readonly queue = new Queue();

  get running(): string | null {
    return this.current?.title ?? null;
  }

  /** Runs `work` with a progress message that can be cancelled. While another runs, the person decides. */
  async run<T>(title: string, work: (job: Job) => Promise<T>): Promise<T> {
    await this.askBeforeWaiting(title);
    return this.queue.run(() => this.start(title, work));
  }

  private async start<T>(title: string, work: (job: Job) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.current = { title, controller };
    await commands.executeCommand('setContext', 'ioPath.running', true);
    try {
      return await this.withProgress(title, controller, work);
    } finally {
      this.current = null;
      await commands.executeCommand('setContext', 'ioPath.running', false);
    }
  }

  /** Ends the run under way, if any; what it measured so far is kept. */
  cancel(): void {
    this.current?.controller.abort();
  }

  dispose(): void {
    this.cancel();
  }

  private async askBeforeWaiting(title: string): Promise<void> {
    if (!this.current) return;
    const { title: other, controller } = this.current;
    const after = l10n.t('Run After It');
    const instead = l10n.t('Cancel It and Run');
    const message = l10n.t('“{other}” is being measured. Run “{title}” after it, or instead?', {
      other,
      title,
    });
    const detail = l10n.t('Two runs at once would disturb each other.');
    const answer = await window.showWarningMessage(message, { modal: true, detail }, after, instead);
    if (!answer) throw new CancellationError();
    if (answer === instead) controller.abort();
  }

  private withProgress<T>(
    title: string,
    controller: AbortController,
    work: (job: Job) => Promise<T>,
  ): Promise<T> {
    const options = { location: ProgressLocation.Notification, title, cancellable: true };
    return Promise.resolve(
      window.withProgress(options, (progress, token) => {
        token.onCancellationRequested(() => controller.abort());
        return work({ title, signal: controller.signal, progress: teller(progress) });
      }),
    );
  }
}

/** The editor takes increments in percent; work tells how far it is in all. */
function teller(progress: Progress<{ message?: string; increment?: number }>) {
  let told = 0;
  return (part: number, message: string) => {
    const percent = Math.max(told, Math.min(100, part * 100));
    progress.report({ message, increment: percent - told });
    told = percent;
  };
}

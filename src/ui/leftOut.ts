import { type Disposable, type LogOutputChannel, l10n, window } from 'vscode';

/** Says in the Output view which open files have no lenses, and why. The view's channel is made with the first. */
export class LeftOutLog implements Disposable {
  private channel: LogOutputChannel | null = null;

  readonly add = (path: string, why: string): void => {
    this.channel ??= window.createOutputChannel('I/O Path', { log: true });
    this.channel.warn(l10n.t('{0} is left out: {1}.', path, why));
  };

  dispose(): void {
    this.channel?.dispose();
  }
}

import { type Disposable, type LogOutputChannel, l10n, window } from 'vscode';
import type { Message } from '../model/message';
import type { ShownProblem } from './panelProtocol';
import { say } from './texts';

/** The Output view's channel, with the editor's log levels. It is made with the first entry. */
export class Log implements Disposable {
  private made: LogOutputChannel | null = null;

  readonly info = (text: string): void => this.channel.info(text);

  /** The problem shown to the person, and for a defect its stack. */
  readonly problem = ({ what, why, remedy }: ShownProblem, error?: unknown): void => {
    this.channel.error([what, why, remedy].filter(part => part !== '').join(' '));
    if (error instanceof Error && error.stack) this.channel.debug(error.stack);
  };

  /** An open file that has no lenses, and why. */
  readonly excluded = (path: string, why: Message | string): void =>
    this.channel.warn(l10n.t('{0} is left out: {1}.', path, typeof why === 'string' ? why : say(why)));

  dispose(): void {
    this.made?.dispose();
  }

  private get channel(): LogOutputChannel {
    this.made ??= window.createOutputChannel('I/O Path', { log: true });
    return this.made;
  }
}

import { type Disposable, l10n, StatusBarAlignment, type StatusBarItem, window } from 'vscode';
import type { CommandId } from '../commandIds';

const showPanel: CommandId = 'ioPath.showPanel';
const cancel: CommandId = 'ioPath.cancel';

/** The run under way in the status bar: how far it is, a click to its panel, and one to cancel it. */
export class RunStatus implements Disposable {
  private readonly run = window.createStatusBarItem('ioPath.run', StatusBarAlignment.Left, 1);
  private readonly stop = window.createStatusBarItem('ioPath.stop', StatusBarAlignment.Left, 0);
  private titles: readonly string[] = [];

  constructor() {
    this.run.name = l10n.t('I/O Path: run under way');
    this.run.command = showPanel;
    this.stop.name = l10n.t('I/O Path: cancel the run');
    this.stop.text = '$(debug-stop)';
    this.stop.tooltip = l10n.t('Cancel the run');
    this.stop.command = cancel;
    this.stop.accessibilityInformation = { label: l10n.t('Cancel the run') };
  }

  /** Titles of the runs that are not over, the one under way first; without any, nothing is shown. */
  show(titles: readonly string[]): void {
    const begins = titles[0] !== this.titles[0];
    this.titles = titles;
    for (const item of [this.run, this.stop]) setVisible(item, titles.length > 0);
    if (begins) this.progress(0, '');
  }

  readonly progress = (part: number, text: string): void => {
    const [title = '', ...waiting] = this.titles;
    const percent = Math.round(100 * Math.min(1, part));
    this.run.text = `$(loading~spin) ${title}${percent > 0 ? ` · ${percent} %` : ''}`;
    const then = waiting.length > 0 ? l10n.t('Then: {titles}', { titles: waiting.join(', ') }) : '';
    this.run.tooltip = [title, text, then, l10n.t('Click to show the panel')].filter(Boolean).join('\n');
  };

  dispose(): void {
    this.run.dispose();
    this.stop.dispose();
  }
}

const setVisible = (item: StatusBarItem, visible: boolean) => (visible ? item.show() : item.hide());

import { commands, type Disposable, EventEmitter, l10n, Uri, workspace } from 'vscode';
import type { Absence } from '../model/availability';
import { plainMarkdown } from '../report/visible';
import { say } from './texts';

const scheme = 'iopath-page';

/** Pages of text to read, such as the doctor's: Markdown shown in the editor's own preview, never saved. */
export class Pages implements Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  private readonly registration: Disposable;

  constructor() {
    this.registration = workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.changed.event,
      provideTextDocumentContent: uri => this.texts.get(uri.path) ?? '',
    });
  }

  /** Shows a page, or updates it if it is open. */
  async show(title: string, markdown: string): Promise<void> {
    const page = Uri.from({ scheme, path: `/${title.replaceAll('/', '∕')}.md` });
    this.texts.set(page.path, markdown);
    this.changed.fire(page);
    await commands.executeCommand('markdown.showPreview', page);
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

/** The page for a system that can't measure: the reason, the remedy, and the features that work. */
export async function showAbsence({ why, remedy }: Absence, pages: Pages): Promise<void> {
  const works = [
    l10n.t('Lenses, hovers and fixes above copy loops'),
    l10n.t('The workspace scan'),
    l10n.t('Reports made elsewhere: open, compare and export them'),
  ];
  const text = [
    `# ${l10n.t('I/O Path Doctor')}`,
    `**${l10n.t('Nothing can be measured here.')}** ${plainMarkdown(say(why))} ${plainMarkdown(say(remedy))}`,
    `${l10n.t('What works here:')}\n\n${works.map(item => `- ${item}`).join('\n')}`,
  ];
  await pages.show(l10n.t('I/O Path Doctor'), `${text.join('\n\n')}\n`);
}

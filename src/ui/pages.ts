import { commands, type Disposable, EventEmitter, Uri, workspace } from 'vscode';

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

  /** Shows a page, or what it says now where it is open already. */
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

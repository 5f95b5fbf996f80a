import {
  commands,
  type Disposable,
  EventEmitter,
  l10n,
  ProgressLocation,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Probe } from '../../model/probe';
import { measuringAbsence } from '../trust';
import { doctorMarkdown } from './doctorMarkdown';

const scheme = 'iopath-doctor';
const page = Uri.parse(`${scheme}:/${encodeURIComponent('I/O Path Doctor')}.md`);

/** Tries out what this machine can do on the workspace's filesystem and shows it as a page. */
export class Doctor implements Disposable {
  private text = '';
  private readonly changed = new EventEmitter<Uri>();
  private readonly registration: Disposable;

  constructor(private readonly extensionUri: Uri) {
    this.registration = workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.changed.event,
      provideTextDocumentContent: () => this.text,
    });
  }

  async show(): Promise<void> {
    const folder = workspace.workspaceFolders?.[0]?.uri ?? this.extensionUri;
    const absence = measuringAbsence(process.platform);
    const probe = absence ? null : await this.probe(folder.fsPath);
    this.text = doctorMarkdown({ probe, absence, directory: folder.fsPath, t: l10n.t });
    this.changed.fire(page);
    await commands.executeCommand('markdown.showPreview', page);
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  private async probe(directory: string): Promise<Probe> {
    const { createClient } = await import('../../worker/client');
    const client = createClient({ workerPath: Uri.joinPath(this.extensionUri, 'dist', 'worker.js').fsPath });
    const options = {
      location: ProgressLocation.Window,
      title: l10n.t('Trying out what this machine can do'),
    };
    try {
      return await window.withProgress(options, () => client.probe(directory));
    } finally {
      client.dispose();
    }
  }
}

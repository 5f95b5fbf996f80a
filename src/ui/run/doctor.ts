import { availableParallelism } from 'node:os';
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
import { demandMeasuring } from '../trust';

const scheme = 'iopath-doctor';
const page = Uri.from({ scheme, path: '/I∕O Path Doctor.md' });

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
    demandMeasuring(process.platform);
    const folder = (workspace.workspaceFolders?.[0]?.uri ?? this.extensionUri).fsPath;
    this.text = await render(await this.probe(folder), folder);
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

/** The same page as the command line's, so that the two never tell different stories. */
async function render(probe: Probe, folder: string): Promise<string> {
  const [{ describeMachine }, { doctorBlocks }, { renderMarkdown }] = await Promise.all([
    import('../../measure/machine'),
    import('../../report/doctor'),
    import('../../report/markdown'),
  ]);
  const machine = describeMachine(probe);
  return renderMarkdown(doctorBlocks({ probe, machine, folder, cores: availableParallelism() }));
}

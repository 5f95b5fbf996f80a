import { RelativePattern, Uri, type WebviewPanel, workspace } from 'vscode';
import { PanelHost } from '../panel/panelHost';
import { type PanelParts, PanelService, readReportFile } from '../panel/serve';
import { shownProblemOf } from '../problem';

/** Shows a report's file as the panel shows a run. Nothing is written; a file that changes is read again. */
export class ReportEditors {
  constructor(private readonly parts: Omit<PanelParts, 'panel'>) {}

  async open(uri: Uri, webview: WebviewPanel): Promise<void> {
    const host = new PanelHost(this.parts.extensionUri);
    const service = new PanelService({ ...this.parts, panel: host });
    const name = uri.path.split('/').at(-1) ?? '';
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(uri, '..'), name));
    watcher.onDidChange(() => void this.show(uri, host));
    webview.onDidDispose(() => {
      for (const part of [watcher, service, host]) part.dispose();
    });
    // Read before the page loads: it then opens with the report.
    await this.show(uri, host);
    host.adopt(webview);
  }

  private async show(uri: Uri, host: PanelHost): Promise<void> {
    try {
      const { report, name } = await readReportFile(uri, this.parts.check);
      const origin = { kind: 'file', name, historyId: null } as const;
      host.post({ kind: 'report', report, origin, context: null });
    } catch (error) {
      host.post({ kind: 'error', problem: shownProblemOf(error) });
    }
  }
}

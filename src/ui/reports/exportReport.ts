import { l10n, Uri, window, workspace } from 'vscode';
import type { Report } from '../../model/report';
import type { ExportFormat } from '../panelProtocol';

/** How a format is named to people, and its file's ending. */
const formats: Record<ExportFormat, { ending: string; label: () => string; detail: () => string }> = {
  json: {
    ending: 'iopath.json',
    label: () => 'JSON',
    detail: () => l10n.t('Everything, every run: opens again here'),
  },
  markdown: { ending: 'md', label: () => 'Markdown', detail: () => l10n.t('For a pull request or an issue') },
  html: { ending: 'html', label: () => 'HTML', detail: () => l10n.t('One file that opens offline') },
  csv: { ending: 'csv', label: () => 'CSV', detail: () => l10n.t('A row for each run') },
  png: { ending: 'png', label: () => 'PNG', detail: () => l10n.t('The drawing of the path') },
};

/** Asks for a format; a picture is made in the panel, so it is not offered here. */
export async function pickFormat(): Promise<Exclude<ExportFormat, 'png'> | null> {
  const names = ['json', 'markdown', 'html', 'csv'] as const;
  const items = names.map(format => ({
    format,
    label: formats[format].label(),
    detail: formats[format].detail(),
  }));
  const picked = await window.showQuickPick(items, { title: l10n.t('Export the report as') });
  return picked?.format ?? null;
}

/** Asks where to, and writes. Tells the file, or null where the person changed their mind. */
export async function saveAs(format: ExportFormat, data: Uint8Array, name: string): Promise<Uri | null> {
  const { ending, label } = formats[format];
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const file = `${name}.${ending}`;
  const target = await window.showSaveDialog({
    defaultUri: folder ? Uri.joinPath(folder, file) : Uri.file(file),
    filters: { [label()]: [ending.split('.').at(-1)!] },
    title: l10n.t('Export the report as'),
  });
  if (!target) return null;
  await workspace.fs.writeFile(target, data);
  return target;
}

/** A file name that tells what was measured and when. */
export function exportName(report: Report): string {
  const moment = report.createdAt.slice(0, 19).replace(/[^0-9]/g, '');
  return `iopath-${report.scenario?.id ?? report.transfers[0]?.route ?? 'report'}-${moment}`;
}

import { l10n, QuickPickItemKind, Uri, window, workspace } from 'vscode';
import type { Texts } from '../../messages/texts';
import type { Report } from '../../model/report';
import type { ExportFormat } from '../panelProtocol';
import { texts } from '../texts';

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

type TextFormat = Exclude<ExportFormat, 'png'>;

/** Asks for a format, with names or without; a picture is made in the panel, so it is not offered here. */
export async function pickFormat(
  redactedOnly: boolean,
): Promise<{ format: TextFormat; redact: boolean } | null> {
  const group = (redact: boolean) =>
    (['json', 'markdown', 'html', 'csv'] as const).map(format => ({
      format,
      redact,
      label: formats[format].label(),
      detail: formats[format].detail(),
    }));
  const heading = {
    label: l10n.t('Without paths and names of files, host, user and cards'),
    kind: QuickPickItemKind.Separator,
    format: null,
  };
  const items = [...(redactedOnly ? [] : group(false)), heading, ...group(true)];
  const picked = await window.showQuickPick(items, { title: l10n.t('Export the report as') });
  return picked && picked.format !== null ? { format: picked.format, redact: picked.redact } : null;
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

/** A file name with what was measured and when. */
export function exportName(report: Report): string {
  const moment = report.createdAt.slice(0, 19).replace(/[^0-9]/g, '');
  return `iopath-${report.scenario?.id ?? report.transfers[0]?.route ?? 'report'}-${moment}`;
}

/** What makes a file of a report; each module is loaded at its first use. */
const renderers: Record<TextFormat, () => Promise<(report: Report, texts: Texts) => string>> = {
  json: async () => report => `${JSON.stringify(report, null, 2)}\n`,
  markdown: async () => (await import('../../report/markdown')).markdownOf,
  html: async () => (await import('../../report/html')).htmlOf,
  csv: async () => (await import('../../report/csv')).csvOf,
};

/** A report as a file's bytes. */
export async function render(report: Report, format: TextFormat): Promise<Uint8Array> {
  const text = await renderers[format]();
  return new TextEncoder().encode(text(report, await texts()));
}

import { env, l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import type { Format } from '../../messages/format';
import type { HistoryEntry } from '../panelProtocol';

interface Item extends QuickPickItem {
  entry?: HistoryEntry;
}

/** Asks what a report is compared with: a past run of this workspace, or a file. Null where the person changed their mind. */
export async function pickEarlier(
  entries: readonly HistoryEntry[],
  format: Format,
): Promise<HistoryEntry | 'file' | null> {
  const when = new Intl.DateTimeFormat(env.language, { dateStyle: 'medium', timeStyle: 'short' });
  const runs: Item[] = entries.map(entry => ({
    label: entry.title,
    description: `${when.format(new Date(entry.createdAt))} · ${format.bytes(entry.bytes)}`,
    entry,
  }));
  const file: Item = { label: `$(file) ${l10n.t('A report file…')}`, alwaysShow: true };
  const separator: Item = { label: '', kind: QuickPickItemKind.Separator };
  const picked = await window.showQuickPick([...runs, separator, file], {
    title: l10n.t('Select a report to compare with'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked ? (picked.entry ?? 'file') : null;
}

import { l10n, type QuickPickItem, QuickPickItemKind, type Uri, window, workspace } from 'vscode';
import type { Format } from '../../messages/format';
import { type Candidate, candidates, smallestUseful } from './candidates';
import { workspaceFiles } from './workspaceFiles';

export interface PickOptions {
  title: string;
  placeHolder: string;
  format: Format;
  /** A further offer, such as the file in the editor. */
  first?: Uri | undefined;
  /** Label of the offer to have a file made; without it there is none. */
  generate?: string;
}

interface Item extends QuickPickItem {
  uri?: Uri;
  /** Look elsewhere: for a file, or for a folder. */
  browse?: 'file' | 'folder';
  generated?: boolean;
}

/** A file or folder to measure: data files of the workspace, the most useful first, or any other. Null if none. */
export async function pickFile(options: PickOptions): Promise<Uri | 'generated' | null> {
  const { title, placeHolder } = options;
  const picked = await window.showQuickPick(itemsOf(options), {
    title,
    placeHolder,
    matchOnDescription: true,
    // A panel that is still loading may take the focus meanwhile, which must not close this picker.
    ignoreFocusOut: true,
  });
  if (picked?.generated) return 'generated';
  return picked?.browse ? browse(picked.browse) : (picked?.uri ?? null);
}

/** Where no file is worth measuring, having one made is what is suggested. */
async function itemsOf({ format, first, generate }: PickOptions): Promise<Item[]> {
  const found = candidates(await sizes()).filter(({ uri }) => uri.toString() !== first?.toString());
  const useful = (found[0]?.bytes ?? 0) >= smallestUseful;
  const suggested = l10n.t('suggested');
  const made: Item[] = generate
    ? [{ label: `$(sparkle) ${generate}`, description: useful ? '' : suggested, generated: true }]
    : [];
  const files: Item[] = found.map(({ path, bytes, uri }, index) => ({
    label: path,
    description: [format.bytes(bytes), index === 0 && useful ? suggested : ''].filter(Boolean).join(' · '),
    uri,
  }));
  const open: Item[] = first
    ? [{ label: workspace.asRelativePath(first), description: l10n.t('in the editor'), uri: first }]
    : [];
  return [
    ...(useful ? [...files, ...open, ...made] : [...made, ...open, ...files]),
    { label: '', kind: QuickPickItemKind.Separator },
    { label: `$(file) ${l10n.t('Another file…')}`, browse: 'file', alwaysShow: true },
    { label: `$(folder) ${l10n.t('A folder…')}`, browse: 'folder', alwaysShow: true },
  ];
}

async function browse(kind: 'file' | 'folder'): Promise<Uri | null> {
  const picked = await window.showOpenDialog({
    canSelectFiles: kind === 'file',
    canSelectFolders: kind === 'folder',
    canSelectMany: false,
    openLabel: l10n.t('Measure'),
  });
  return picked?.[0] ?? null;
}

/** Files of the workspace with their sizes, as many as a look of a few seconds finds. */
async function sizes(): Promise<(Candidate & { uri: Uri })[]> {
  const found: (Candidate & { uri: Uri })[] = [];
  for await (const uri of workspaceFiles(AbortSignal.timeout(3000))) {
    const bytes = await workspace.fs.stat(uri).then(
      ({ size }) => size,
      () => 0,
    );
    if (bytes >= smallestUseful || found.length < 20)
      found.push({ uri, path: workspace.asRelativePath(uri), bytes });
  }
  return found;
}

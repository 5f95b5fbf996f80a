import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { l10n, type QuickPickItem, QuickPickItemKind, Uri, window, workspace } from 'vscode';

interface FolderItem extends QuickPickItem {
  path?: string;
}

/** Names by which projects call the folder that they serve. */
const usualNames = [
  'public',
  'static',
  'www',
  'htdocs',
  'html',
  'dist',
  'build',
  'site',
  '_site',
  'assets',
  'media',
];

/** Asks which folder a server serves: those that are known to be likely, then the workspace's, or any other. */
export async function pickFolder(url: string, likely: readonly string[]): Promise<string | null> {
  const picked = await window.showQuickPick(itemsOf(likely), {
    title: l10n.t('Which folder does {url} serve?', { url }),
    placeHolder: l10n.t('The folder whose files are found at that address'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (!picked) return null;
  return picked.path ?? browse();
}

async function itemsOf(likely: readonly string[]): Promise<FolderItem[]> {
  const known = await folders(likely);
  const roots = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const inside = await folders(roots.flatMap(root => [root, ...usualNames.map(name => join(root, name))]));
  const item = (path: string, description: string): FolderItem => ({
    label: `$(folder) ${labelOf(path)}`,
    description,
    path,
  });
  return [
    ...known.map((path, at) => item(path, at === 0 ? l10n.t('suggested') : '')),
    ...inside.filter(path => !known.includes(path)).map(path => item(path, '')),
    { label: '', kind: QuickPickItemKind.Separator },
    { label: `$(folder-opened) ${l10n.t('A folder…')}`, alwaysShow: true },
  ];
}

/** The path as the workspace names it; a root by its own name. */
function labelOf(path: string): string {
  const root = workspace.workspaceFolders?.find(({ uri }) => uri.fsPath === path);
  return root ? root.name : workspace.asRelativePath(path);
}

async function folders(paths: readonly string[]): Promise<string[]> {
  const kept = await Promise.all(
    [...new Set(paths)].map(async path =>
      (await stat(path).catch(() => null))?.isDirectory() ? path : null,
    ),
  );
  return kept.filter(path => path !== null);
}

async function browse(): Promise<string | null> {
  const picked = await window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    defaultUri: workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/'),
    openLabel: l10n.t('Serve from This Folder'),
  });
  return picked?.[0]?.fsPath ?? null;
}

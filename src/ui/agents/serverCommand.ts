import { type ExtensionContext, Uri, workspace } from 'vscode';

/** How `iopath mcp` is started on the folders of the workspace; null where there is none on a disk. */
export function serverCommand(
  { extensionUri }: ExtensionContext,
  options: readonly string[],
): { command: string; args: string[]; env: Record<string, string> } | null {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length === 0) return null;
  const cli = Uri.joinPath(extensionUri, 'dist', 'cli.js').fsPath;
  const roots = folders.flatMap(({ uri }) => ['--root', uri.fsPath]);
  // The editor's own program is a Node then.
  return {
    command: process.execPath,
    args: [cli, 'mcp', ...roots, ...options],
    env: { ELECTRON_RUN_AS_NODE: '1' },
  };
}

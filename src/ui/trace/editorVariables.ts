import { homedir } from 'node:os';
import { basename, dirname, extname, sep } from 'node:path';
import { type TextEditor, type WorkspaceFolder, workspace } from 'vscode';
import type { Variables } from './launchCommand';

/** Variables of launch configurations and tasks that are known before anything starts. */
export function editorVariables(
  folder: WorkspaceFolder | undefined,
  editor: TextEditor | undefined,
): Variables {
  const file = editor?.document.uri.scheme === 'file' ? editor.document.uri.fsPath : null;
  const values: Record<string, string | null | undefined> = {
    workspaceFolder: folder?.uri.fsPath,
    workspaceRoot: folder?.uri.fsPath,
    cwd: folder?.uri.fsPath,
    userHome: homedir(),
    pathSeparator: sep,
    '/': sep,
    file,
    fileBasename: file && basename(file),
    fileBasenameNoExtension: file && basename(file, extname(file)),
    fileDirname: file && dirname(file),
    relativeFile: file && workspace.asRelativePath(file, false),
  };
  return name => {
    if (name.startsWith('env:')) return process.env[name.slice(4)] ?? '';
    const named = /^workspaceFolder:(.+)$/.exec(name)?.[1];
    if (named) return workspace.workspaceFolders?.find(one => one.name === named)?.uri.fsPath ?? null;
    return values[name] ?? null;
  };
}

import { FileType, Uri, workspace } from 'vscode';
import { below } from '../../analysis/project/paths';
import { largestIgnoreFile } from '../../lint/ignoreRules';
import { type AsyncTree, type EntryKind, type Excluded, walkAsync } from '../../lint/walk';
import { excludesOf, type FilesExclude } from './excludes';

/** All files of the workspace's folders that its own settings and .gitignore files leave in. */
export async function* workspaceFiles(signal: AbortSignal): AsyncGenerator<Uri> {
  for (const { uri } of workspace.workspaceFolders ?? []) {
    const setting = workspace.getConfiguration('files', uri).get<FilesExclude>('exclude', {});
    const excludes = excludesOf(setting);
    const top = await repositoryOf(uri);
    const path = below(top.path, uri.path);
    const start = path === null ? '' : `${path}/`;
    // The setting's globs start at the workspace's folder, the walk's paths at the repository's.
    const excluded: Excluded = (name, siblings) => excludes(name.slice(start.length), siblings);
    for await (const file of walkAsync(treeOf(top), { start, excluded, signal }))
      yield Uri.joinPath(top, file);
  }
}

/** The root of the repository that a folder lies in; the folder itself where there is none. */
async function repositoryOf(folder: Uri): Promise<Uri> {
  for (let at = folder; ; at = Uri.joinPath(at, '..')) {
    if ((await typeOf(Uri.joinPath(at, '.git'))) !== null) return at;
    if (at.path === '/' || at.path === '') return folder;
  }
}

function treeOf(top: Uri): AsyncTree {
  const decoder = new TextDecoder();
  return {
    async list(directory) {
      try {
        const entries = await workspace.fs.readDirectory(Uri.joinPath(top, directory));
        return entries.map(([name, type]) => [name, kindOf(type)]);
      } catch {
        return null;
      }
    },
    async read(path) {
      const uri = Uri.joinPath(top, path);
      // Only a regular file: reading a FIFO waits for a writer.
      if (((await typeOf(uri, largestIgnoreFile)) ?? 0) & FileType.File)
        return workspace.fs.readFile(uri).then(
          bytes => decoder.decode(bytes),
          () => null,
        );
      return null;
    },
  };
}

/** Null where nothing is there, or more than `mostBytes`. */
async function typeOf(uri: Uri, mostBytes = Number.POSITIVE_INFINITY): Promise<FileType | null> {
  return workspace.fs.stat(uri).then(
    ({ type, size }) => (size > mostBytes ? null : type),
    () => null,
  );
}

/** A link to a directory may lead round in a circle, and is left out; a link to a file is what a server sends. */
function kindOf(type: FileType): EntryKind {
  if (type === FileType.Directory) return 'directory';
  return type & FileType.File ? 'file' : 'other';
}

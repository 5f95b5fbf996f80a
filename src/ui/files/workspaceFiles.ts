import { FileType, Uri, workspace } from 'vscode';
import { excludesOf, type FilesExclude } from './excludes';
import { type EntryKind, walk } from './walk';

/** All files of the workspace's folders that its own settings and .gitignore files leave in. */
export async function* workspaceFiles(signal: AbortSignal): AsyncGenerator<Uri> {
  for (const { uri } of workspace.workspaceFolders ?? []) {
    const setting = workspace.getConfiguration('files', uri).get<FilesExclude>('exclude', {});
    for await (const path of walk(sourceOf(uri), { excluded: excludesOf(setting), signal }))
      yield Uri.joinPath(uri, path);
  }
}

function sourceOf(folder: Uri) {
  const decoder = new TextDecoder();
  return {
    list: async (directory: string): Promise<[string, EntryKind][]> => {
      const entries = await workspace.fs.readDirectory(Uri.joinPath(folder, directory));
      return entries.map(([name, type]) => [name, kindOf(type)]);
    },
    text: async (path: string) => decoder.decode(await workspace.fs.readFile(Uri.joinPath(folder, path))),
  };
}

/** A link to a directory may lead round in a circle, and is left out; a link to a file is what a server sends. */
function kindOf(type: FileType): EntryKind {
  if (type === FileType.Directory) return 'directory';
  return type & FileType.File ? 'file' : 'other';
}

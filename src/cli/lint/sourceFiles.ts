import { lstatSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { largestIgnoreFile } from '../../lint/ignoreRules';
import { readRegularFile, Unreadable, unreadable } from '../../lint/regularFile';
import { type EntryKind, type Tree, walk } from '../../lint/walk';
import { message } from '../../messages/message';
import { type Message, verbatim } from '../../model/message';
import { Problem } from '../../model/problem';

export interface SourceOptions {
  /** Whether a file of that path is wanted. */
  takes(path: string): boolean;
  /** Called for each skipped folder, .gitignore or rule, with the reason. */
  onSkip(path: string, why: Message): void;
}

/**
 * Source files below `path`, in name order, as git would list them: .gitignore of every folder from the repository's root
 * applies, links are not followed. A file named by hand is always returned. Throws a Problem if the path can't be read;
 * unreadable entries below it go to `onSkip`.
 */
export function* sourceFiles(path: string, { takes, onSkip }: SourceOptions): Generator<string> {
  const stats = statsOf(path);
  if (!stats) throw notThere(path);
  if (stats.isFile()) return yield path;
  if (!stats.isDirectory()) throw notRegular(path);
  const top = repositoryOf(path) ?? path;
  const start = path === top ? '' : `${relative(top, path).replaceAll(sep, '/')}/`;
  const onRule = (name: string, why: Message) => onSkip(join(top, name), why);
  for (const file of walk(diskTree(top, onSkip), { start, takes, onSkip: onRule })) yield join(top, file);
}

function statsOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw cannotLook(path, error as Error);
  }
}

/** The root of the repository that a folder lies in. */
function repositoryOf(folder: string): string | null {
  const parts = folder.split(sep);
  for (let depth = parts.length; depth > 0; depth -= 1) {
    const root = parts.slice(0, depth).join(sep) || sep;
    if (statSync(join(root, '.git'), { throwIfNoEntry: false })) return root;
  }
  return null;
}

function diskTree(top: string, onSkip: SourceOptions['onSkip']): Tree {
  return {
    list(directory) {
      const folder = resolve(top, directory);
      try {
        const entries = readdirSync(folder, { withFileTypes: true });
        return entries.map(entry => [entry.name, kindOf(entry)]);
      } catch (error) {
        onSkip(folder, unreadable(folder, error).why);
        return null;
      }
    },
    read: name => ignoreFile(join(top, name), onSkip),
  };
}

const kindOf = (entry: { isFile(): boolean; isDirectory(): boolean }): EntryKind =>
  entry.isDirectory() ? 'directory' : entry.isFile() ? 'file' : 'other';

function ignoreFile(path: string, onSkip: SourceOptions['onSkip']): string | null {
  try {
    // A folder that may not be entered is reported when it is listed.
    if (!lstatSync(path, { throwIfNoEntry: false })) return null;
  } catch {
    return null;
  }
  try {
    return readRegularFile(path, largestIgnoreFile).toString('utf8');
  } catch (error) {
    const why = error instanceof Unreadable ? error.why : verbatim((error as Error).message);
    onSkip(path, message('unread.rules', { why }));
    return null;
  }
}

const cannotLook = (path: string, error: Error) =>
  new Problem(
    'input',
    {
      what: message('lint.path', { path }),
      why: message('unread.sentence', { why: unreadable(path, error).why }),
      remedy: message('lint.path.remedy'),
    },
    { cause: error },
  );

/** Node reads names as UTF-8, so a name that is none leads to no file. */
function notThere(path: string): Problem {
  const [why, remedy] = path.includes('\ufffd')
    ? [message('input.bad-name'), message('input.bad-name.remedy')]
    : [message('lint.path.gone'), message('lint.path.remedy')];
  return new Problem('input', { what: message('lint.path', { path }), why, remedy });
}

const notRegular = (path: string) =>
  new Problem('input', {
    what: message('lint.path', { path }),
    why: message('lint.path.kind'),
    remedy: message('lint.path.remedy'),
  });

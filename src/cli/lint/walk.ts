import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { Problem } from '../../model/problem';

/** Rules of one .gitignore, for paths below its folder. */
interface Rules {
  folder: string;
  rules: Ignore;
}

/** Folders that never hold a project's own sources. */
const never = new Set(['.git', '.hg', '.svn', 'node_modules']);

/**
 * Source files below `path`, in name order, as git would list them: .gitignore of every folder on the way counts,
 * links are not followed. A file named by hand is given as it is. Throws a Problem where the path can't be read.
 */
export function* sourceFiles(path: string, takes: (name: string) => boolean): Generator<string> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw notThere(path);
  if (stats.isDirectory()) yield* walk(path, [...rulesAbove(path), ...rulesIn(path)], takes);
  else if (stats.isFile()) yield path;
  else throw notRegular(path);
}

function* walk(folder: string, rules: Rules[], takes: (name: string) => boolean): Generator<string> {
  for (const entry of entries(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (never.has(entry.name) || isIgnored(`${path}/`, rules)) continue;
      yield* walk(path, [...rules, ...rulesIn(path)], takes);
    } else if (entry.isFile() && takes(entry.name) && !isIgnored(path, rules)) yield path;
  }
}

/** A folder that can't be listed holds nothing for us; the one named by hand was looked at before. */
function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

/** The deepest .gitignore that says anything about a path decides (gitignore(5)). */
function isIgnored(path: string, rules: readonly Rules[]): boolean {
  for (const { folder, rules: own } of [...rules].reverse()) {
    const verdict = own.test(path.slice(folder.length + 1));
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

function rulesIn(folder: string): Rules[] {
  try {
    return [{ folder, rules: ignore().add(readFileSync(join(folder, '.gitignore'), 'utf8')) }];
  } catch {
    return [];
  }
}

/** Rules of the folders above, up to the root of the repository; none outside of one. */
function rulesAbove(path: string): Rules[] {
  const parts = path.split(sep);
  for (let depth = parts.length; depth > 0; depth -= 1) {
    const root = parts.slice(0, depth).join(sep);
    if (!statSync(join(root || sep, '.git'), { throwIfNoEntry: false })) continue;
    const below = relative(root, path).split(sep).filter(Boolean).slice(0, -1);
    const folders = [root, ...below.map((_, at) => join(root, ...below.slice(0, at + 1)))];
    return folders.filter(folder => folder !== path).flatMap(rulesIn);
  }
  return [];
}

const notThere = (path: string) =>
  new Problem('input', {
    what: `${path} can't be looked through.`,
    why: 'There is no such file or folder.',
    remedy: 'Name a source file, or a folder of them.',
  });

const notRegular = (path: string) =>
  new Problem('input', {
    what: `${path} can't be looked through.`,
    why: 'It is neither a regular file nor a folder.',
    remedy: 'Name a source file, or a folder of them.',
  });

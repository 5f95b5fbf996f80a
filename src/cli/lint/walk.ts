import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Problem } from '../../model/problem';
import { unreadable } from '../regularFile';
import { IgnoreRules, type OnSkip } from './ignoreRules';

export interface WalkOptions {
  /** Whether a file of that path is wanted. */
  takes(path: string): boolean;
  onSkip: OnSkip;
}

/** Folders that never hold a project's own sources. */
const never = new Set(['.git', '.hg', '.svn', 'node_modules']);

/**
 * Source files below `path`, in name order, as git would list them: .gitignore of every folder on the way counts,
 * links are not followed. A file named by hand is given as it is. Throws a Problem where the path can't be read; what
 * can't be read below it is told by `onSkip`.
 */
export function* sourceFiles(path: string, options: WalkOptions): Generator<string> {
  const stats = statsOf(path);
  if (!stats) throw notThere(path);
  if (stats.isDirectory())
    yield* walk(path, [...rulesAbove(path, options), ...rulesIn(path, options)], options);
  else if (stats.isFile()) yield path;
  else throw notRegular(path);
}

function statsOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw cannotLook(path, error as Error);
  }
}

function* walk(folder: string, rules: IgnoreRules[], options: WalkOptions): Generator<string> {
  for (const entry of entries(folder, options)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (never.has(entry.name) || isIgnored(`${path}/`, rules)) continue;
      yield* walk(path, [...rules, ...rulesIn(path, options)], options);
    } else if (entry.isFile() && options.takes(path) && !isIgnored(path, rules)) yield path;
  }
}

function entries(folder: string, { onSkip }: WalkOptions): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    onSkip(folder, unreadable(folder, error).message);
    return [];
  }
}

/** The deepest .gitignore that says anything about a path decides (gitignore(5)). */
function isIgnored(path: string, rules: readonly IgnoreRules[]): boolean {
  for (let at = rules.length - 1; at >= 0; at -= 1) {
    const verdict = rules[at]!.test(path);
    if (verdict !== null) return verdict === 'ignored';
  }
  return false;
}

function rulesIn(folder: string, { onSkip }: WalkOptions): IgnoreRules[] {
  const rules = IgnoreRules.in(folder, onSkip);
  return rules ? [rules] : [];
}

/** Rules of the folders above, up to the root of the repository; none outside of one. */
function rulesAbove(path: string, options: WalkOptions): IgnoreRules[] {
  const parts = path.split(sep);
  for (let depth = parts.length; depth > 0; depth -= 1) {
    const root = parts.slice(0, depth).join(sep);
    if (!statSync(join(root || sep, '.git'), { throwIfNoEntry: false })) continue;
    const below = relative(root, path).split(sep).filter(Boolean).slice(0, -1);
    const folders = [root, ...below.map((_, at) => join(root, ...below.slice(0, at + 1)))];
    return folders.filter(folder => folder !== path).flatMap(folder => rulesIn(folder, options));
  }
  return [];
}

const cannotLook = (path: string, error: Error) =>
  new Problem(
    'input',
    {
      what: `${path} can't be looked through.`,
      why: `It ${unreadable(path, error).message}.`,
      remedy: 'Name a source file, or a folder of them.',
    },
    { cause: error },
  );

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

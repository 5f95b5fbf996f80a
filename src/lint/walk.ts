import type { Message } from '../model/message';
import { IgnoreRules } from './ignoreRules';

export type EntryKind = 'file' | 'directory' | 'other';
export type Entry = [name: string, kind: EntryKind];

/**
 * The file system below a top directory. Paths are relative to the top and have forward slashes; a directory's path is
 * '' or ends in a slash. A directory that can't be listed and a file that can't be read are null.
 */
export interface Tree {
  list(directory: string): Entry[] | null;
  read(path: string): string | null;
}

/** The same with asynchronous calls, for a disk or a network. */
export type AsyncTree = { [Call in keyof Tree]: (path: string) => Promise<ReturnType<Tree[Call]>> };

/** Whether a path is excluded for another reason than a .gitignore. `siblings` are the names in the same directory. */
export type Excluded = (path: string, siblings: ReadonlySet<string>) => boolean;

export interface WalkOptions {
  /** The directory to walk; the .gitignore files of those above it, up to the top, count too. Default: the top. */
  start?: string;
  excluded?: Excluded;
  /** Whether a file of that path is wanted; asked before the rules, because it is cheaper. Default: every file. */
  takes?: (path: string) => boolean;
  /** Called for each skipped rule. */
  onSkip?: (path: string, why: Message) => void;
}

type Step = { list: string } | { read: string } | { file: string };
type Answer = Entry[] | string | null | undefined;
type Walk<T> = Generator<Step, T, Answer>;

/** Folders that never hold a project's own sources. */
const never = new Set(['.git', '.hg', '.svn', 'node_modules']);

/**
 * Regular files of a directory in name order, as git would list them: without those that a .gitignore on their path or
 * `excluded` excludes.
 */
export function* walk(tree: Tree, options: WalkOptions = {}): Generator<string> {
  const steps = walked(options);
  for (let next = steps.next(); !next.done; ) {
    const step = next.value;
    if ('file' in step) yield step.file;
    next = steps.next('list' in step ? tree.list(step.list) : 'read' in step ? tree.read(step.read) : null);
  }
}

/** Like `walk`; ends early when the signal aborts. */
export async function* walkAsync(
  tree: AsyncTree,
  { signal, ...options }: WalkOptions & { signal: AbortSignal },
): AsyncGenerator<string> {
  const steps = walked(options);
  for (let next = steps.next(); !next.done && !signal.aborted; ) {
    const step = next.value;
    if ('file' in step) yield step.file;
    next = steps.next(
      'list' in step ? await tree.list(step.list) : 'read' in step ? await tree.read(step.read) : null,
    );
  }
}

/** The walk itself: yields its questions to the file system and the files it finds. */
function* walked(options: WalkOptions): Walk<void> {
  const { start = '' } = options;
  let rules = IgnoreRules.none;
  for (let at = 0; at < start.length; at = start.indexOf('/', at) + 1)
    rules = yield* withRulesOf(start.slice(0, at), rules, options);
  // The chosen directory is walked even if the rules above it exclude it.
  yield* visit(start, start !== '' && rules.ignores(start) ? IgnoreRules.none : rules, options);
}

function* visit(directory: string, above: IgnoreRules, options: WalkOptions): Walk<void> {
  const { excluded, takes } = options;
  const entries = ((yield { list: directory }) ?? []) as Entry[];
  const siblings = new Set(entries.map(([name]) => name));
  const rules = siblings.has('.gitignore') ? yield* withRulesOf(directory, above, options) : above;
  for (const [name, kind] of entries.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const path = directory + name + (kind === 'directory' ? '/' : '');
    if (kind === 'other' || (kind === 'directory' && never.has(name))) continue;
    if (kind === 'file' && takes?.(path) === false) continue;
    if (excluded?.(path, siblings) || rules.ignores(path)) continue;
    if (kind === 'file') yield { file: path };
    else yield* visit(path, rules, options);
  }
}

function* withRulesOf(directory: string, above: IgnoreRules, { onSkip }: WalkOptions): Walk<IgnoreRules> {
  const path = `${directory}.gitignore`;
  const text = (yield { read: path }) as string | null;
  return text === null ? above : above.with(directory, text, why => onSkip?.(path, why));
}

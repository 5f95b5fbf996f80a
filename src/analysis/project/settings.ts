import ignore from 'ignore';
import { message } from '../../messages/message';
import type { Message } from '../../model/message';
import type { Level } from '../../model/rule';
import { below, folderOf, joined } from './paths';
import { type ProjectFile, ProjectFileProblem, parseProjectFile, projectFileName } from './projectFile';

/** What a project file, with those it extends, says of the files below its folder. */
export interface ProjectSettings {
  /** The nearest project file. */
  path: string;
  rules: Record<string, Level>;
  /** Whether a file is left out; its path has forward slashes. */
  excludes(path: string): boolean;
}

/** What the search asks of the disk: the bytes of a file, or whether something is there. */
export type Request = { read: string } | { exists: string };
/** Bytes; null where no regular file is there; why it can't be read. For `exists`, true or null. */
export type Answer = Uint8Array | true | null | { unreadable: Message };
type Search<T> = Generator<Request, T, Answer>;

/** More files than this are extended only by mistake. */
const mostFiles = 20;

/**
 * Finds the project file that counts for a folder: the nearest upwards, not above the root of the repository. Yields what
 * it must know of the disk; throws a ProjectFileProblem.
 */
export function* findSettings(folder: string): Search<ProjectSettings | null> {
  for (let at: string | null = folder; at !== null; at = folderOf(at)) {
    const path = joined(at, projectFileName);
    const bytes = yield { read: path };
    if (bytes !== null)
      return settingsOf(path, yield* load(path, bytes, { through: [], files: { count: 0 } }));
    if ((yield { exists: joined(at, '.git') }) !== null) return null;
  }
  return null;
}

interface Loaded {
  rules: Record<string, Level>;
  include: Patterns | null;
  exclude: Patterns[];
}

interface Patterns {
  folder: string;
  patterns: string[];
}

/** The files that led to one, and how many were read in all. */
interface Chain {
  through: string[];
  files: { count: number };
}

function* load(path: string, bytes: Answer, { through, files }: Chain): Search<Loaded> {
  if (!(bytes instanceof Uint8Array)) throw unreadable(path, bytes);
  const file = parseProjectFile(path, bytes);
  const bases: Loaded[] = [];
  const chain = { through: [...through, path], files };
  for (const { name, line } of file.extends) {
    const base = joined(folderOf(path) ?? '/', name.replaceAll('\\', '/'));
    files.count += 1;
    if (chain.through.includes(base)) throw circle(path, line, [...chain.through, base]);
    if (files.count > mostFiles) throw tooMany(path, line);
    const found: Answer = yield { read: base };
    if (found === null) throw notThere(path, line, name);
    bases.push(yield* load(base, found, chain));
  }
  return merged(bases, file, folderOf(path) ?? '/');
}

function merged(bases: Loaded[], file: ProjectFile, folder: string): Loaded {
  const inherited = bases.map(({ include }) => include).filter(include => include !== null);
  return {
    rules: Object.assign({}, ...bases.map(({ rules }) => rules), file.rules),
    include: file.include ? { folder, patterns: file.include } : (inherited.at(-1) ?? null),
    exclude: [...bases.flatMap(({ exclude }) => exclude), { folder, patterns: file.exclude }],
  };
}

function settingsOf(path: string, { rules, include, exclude }: Loaded): ProjectSettings {
  const included = include && matcher(include);
  const excluded = exclude.map(matcher);
  return {
    path,
    rules,
    excludes: file => (included && !included(file)) || excluded.some(matches => matches(file)),
  };
}

/** Patterns as in .gitignore, from the folder of the file they stand in. */
function matcher({ folder, patterns }: Patterns): (path: string) => boolean {
  const rules = ignore().add(patterns);
  return path => {
    const inside = below(folder, path);
    return inside !== null && rules.ignores(inside);
  };
}

function unreadable(path: string, answer: Answer): ProjectFileProblem {
  const why =
    typeof answer === 'object' && answer && 'unreadable' in answer
      ? answer.unreadable
      : message('unread.not-regular');
  return new ProjectFileProblem(
    path,
    1,
    message('unread.sentence', { why }),
    message('project.unreadable.remedy'),
  );
}

const notThere = (path: string, line: number, name: string) =>
  new ProjectFileProblem(
    path,
    line,
    message('project.extends-gone', { name }),
    message('project.extends-gone.remedy'),
  );

const circle = (path: string, line: number, through: string[]) =>
  new ProjectFileProblem(
    path,
    line,
    message('project.circle', { through: through.join(' → ') }),
    message('project.circle.remedy'),
  );

const tooMany = (path: string, line: number) =>
  new ProjectFileProblem(
    path,
    line,
    message('project.many', { most: mostFiles }),
    message('project.many.remedy'),
  );

/** Runs a search whose questions are answered at once. */
export function searchSync<T>(search: Search<T>, answer: (request: Request) => Answer): T {
  let step = search.next();
  while (!step.done) step = search.next(answer(step.value));
  return step.value;
}

/** Runs a search whose questions take time. */
export async function searchAsync<T>(
  search: Search<T>,
  answer: (request: Request) => Promise<Answer>,
): Promise<T> {
  let step = search.next();
  while (!step.done) step = search.next(await answer(step.value));
  return step.value;
}

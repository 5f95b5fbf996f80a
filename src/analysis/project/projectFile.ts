import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Message, outline } from '../../model/message';
import { type Level, levels, ruleIds } from '../../model/rule';

/** The name of a project file. */
export const projectFileName = 'iopath.config.json';
/** Bytes; a longer file is no project file. */
export const largestProjectFile = 256 * 1024;

/** A project file as written, without those it extends. */
export interface ProjectFile {
  extends: { name: string; line: number }[];
  rules: Record<string, Level>;
  /** Null: every file. */
  include: string[] | null;
  exclude: string[];
}

/** What is wrong with a project file, and where. */
export class ProjectFileProblem extends Error {
  constructor(
    readonly path: string,
    /** 1-based. */
    readonly line: number,
    readonly what: Message | string,
    readonly remedy: string,
  ) {
    super(`${path}:${line}: ${typeof what === 'string' ? what : outline(what)} ${remedy}`);
  }
}

interface Place {
  path: string;
  text: string;
}

/** Reads a project file's text. Throws a ProjectFileProblem with the line. */
export function parseProjectFile(path: string, bytes: Uint8Array): ProjectFile {
  const at = { path, text: textOf(path, bytes) };
  const root = rootOf(at);
  const file: ProjectFile = { extends: [], rules: {}, include: null, exclude: [] };
  for (const { key, name, value } of properties(root, at, 'The file')) {
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (!read) throw unknownKey(name, key, at, Object.keys(readers));
    read(file, value, at);
  }
  return file;
}

function textOf(path: string, bytes: Uint8Array): string {
  const fail = (what: string, remedy: string) => new ProjectFileProblem(path, 1, what, remedy);
  if (bytes.length > largestProjectFile)
    throw fail('The file is larger than 256 KiB.', 'Keep rules and paths alone in it.');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Told below, as NUL bytes are.
  }
  throw fail('The file is not UTF-8 text.', 'Save it as UTF-8.');
}

function rootOf(at: Place): Node {
  const errors: ParseError[] = [];
  const root = parsed(at, errors);
  const [first] = errors;
  if (first)
    throw problem(
      at,
      first.offset,
      `The file is not JSON (${printParseErrorCode(first.error)}).`,
      'Correct it there.',
    );
  if (!root) throw problem(at, 0, 'The file is empty.', 'Write {} for the defaults, or delete it.');
  return root;
}

/** The parser calls itself for each level: text that nests too deep ends in a RangeError. */
function parsed(at: Place, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(at.text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw problem(at, 0, 'The file nests too deep.', 'Its values nest two levels at most.');
  }
}

type Read = (file: ProjectFile, value: Node, at: Place) => void;

const readers: Record<string, Read> = {
  $schema: (_, value, at) => void text(value, at, '$schema'),
  extends: (file, value, at) => {
    const names = value.type === 'array' ? (value.children ?? []) : [value];
    file.extends = names.map(node => ({ name: text(node, at, 'extends'), line: lineOf(at, node.offset) }));
  },
  rules: (file, value, at) => {
    file.rules = levelsOf(value, at);
  },
  include: (file, value, at) => {
    file.include = patterns(value, at, 'include');
  },
  exclude: (file, value, at) => {
    file.exclude = patterns(value, at, 'exclude');
  },
};

function levelsOf(node: Node, at: Place): Record<string, Level> {
  const found: Record<string, Level> = {};
  for (const { key, name, value } of properties(node, at, '`rules`')) {
    if (!ruleIds.some(id => id === name)) throw unknownKey(name, key, at, ruleIds);
    const level = levels.find(known => known === value.value);
    if (!level)
      throw problem(at, value.offset, `\`${name}\` has no level.`, `Give it one of: ${levels.join(', ')}.`);
    found[name] = level;
  }
  return found;
}

interface Property {
  key: Node;
  name: string;
  value: Node;
}

function properties(node: Node, at: Place, what: string): Property[] {
  if (node.type !== 'object') throw problem(at, node.offset, `${what} is no object.`, 'Write { … }.');
  const seen = new Set<string>();
  return (node.children ?? []).map(({ children: [key, value] = [] }) => {
    const name = String(key!.value);
    if (seen.has(name))
      throw problem(at, key!.offset, `\`${short(name)}\` stands twice.`, 'Keep one of them.');
    seen.add(name);
    return { key: key!, name, value: value! };
  });
}

function text(node: Node, at: Place, key: string): string {
  if (node.type !== 'string') throw problem(at, node.offset, `\`${key}\` holds no text here.`, 'Write "…".');
  return node.value as string;
}

function texts(node: Node, at: Place, key: string): string[] {
  if (node.type !== 'array') throw problem(at, node.offset, `\`${key}\` is no list.`, 'Write [ "…" ].');
  return (node.children ?? []).map(child => text(child, at, key));
}

/** Patterns are compiled to regular expressions: long ones with many stars could take for ever to match. */
const mostPatterns = 500;
const longestPattern = 256;
const mostStars = 10;

function patterns(node: Node, at: Place, key: string): string[] {
  const found = texts(node, at, key);
  if (found.length > mostPatterns)
    throw problem(
      at,
      node.offset,
      `\`${key}\` has more than ${mostPatterns} patterns.`,
      'Name folders in place of files.',
    );
  for (const [place, pattern] of found.entries())
    if (
      pattern.length > longestPattern ||
      pattern.split('*').length > mostStars + 1 ||
      /[\r\n]/.test(pattern)
    )
      throw problem(
        at,
        node.children![place]!.offset,
        `A pattern of \`${key}\` is too long or has too many stars.`,
        `Use at most ${longestPattern} characters and ${mostStars} stars, as in .gitignore.`,
      );
  return found;
}

const unknownKey = (name: string, key: Node, at: Place, known: readonly string[]) =>
  problem(at, key.offset, `There is no \`${short(name)}\`.`, `The keys here are: ${known.join(', ')}.`);

const short = (name: string) => (name.length > 40 ? `${name.slice(0, 40)}…` : name);

function problem(at: Place, offset: number, what: string, remedy: string): ProjectFileProblem {
  return new ProjectFileProblem(at.path, lineOf(at, offset), what, remedy);
}

const lineOf = ({ text }: Place, offset: number) => text.slice(0, offset).split('\n').length;

import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { message } from '../../messages/message';
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
    readonly what: Message,
    readonly remedy: Message,
  ) {
    super(`${path}:${line}: ${outline(what)} ${outline(remedy)}`);
  }

  /** Both, for where a problem is one text. */
  get sentence(): Message {
    return message('project.problem', { parts: [this.what, this.remedy] });
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
  for (const { key, name, value } of properties(root, at, message('project.file-no-object'))) {
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (!read) throw unknownKey(name, key, at, Object.keys(readers));
    read(file, value, at);
  }
  return file;
}

function textOf(path: string, bytes: Uint8Array): string {
  const fail = (what: Message, remedy: Message) => new ProjectFileProblem(path, 1, what, remedy);
  if (bytes.length > largestProjectFile)
    throw fail(message('project.large'), message('project.large.remedy'));
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Thrown below, as for NUL bytes.
  }
  throw fail(message('project.utf-8'), message('project.utf-8.remedy'));
}

function rootOf(at: Place): Node {
  const errors: ParseError[] = [];
  const root = parsed(at, errors);
  const [first] = errors;
  if (first)
    throw problem(
      at,
      first.offset,
      message('project.json', { error: printParseErrorCode(first.error) }),
      message('project.json.remedy'),
    );
  if (!root)
    throw problem(at, 0, message('project.empty'), message('project.empty.remedy', { braces: '{}' }));
  return root;
}

/** The parser calls itself for each level: text that nests too deep ends in a RangeError. */
function parsed(at: Place, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(at.text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw problem(at, 0, message('project.deep'), message('project.deep.remedy'));
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
  for (const { key, name, value } of properties(node, at, message('project.no-object', { key: 'rules' }))) {
    if (!ruleIds.some(id => id === name)) throw unknownKey(name, key, at, ruleIds);
    const level = levels.find(known => known === value.value);
    if (!level)
      throw problem(
        at,
        value.offset,
        message('project.no-level', { name }),
        message('project.no-level.remedy', { levels }),
      );
    found[name] = level;
  }
  return found;
}

interface Property {
  key: Node;
  name: string;
  value: Node;
}

function properties(node: Node, at: Place, noObject: Message): Property[] {
  if (node.type !== 'object')
    throw problem(at, node.offset, noObject, message('project.write', { example: '{ … }' }));
  const seen = new Set<string>();
  return (node.children ?? []).map(({ children: [key, value] = [] }) => {
    const name = String(key!.value);
    if (seen.has(name))
      throw problem(
        at,
        key!.offset,
        message('project.twice', { name: short(name) }),
        message('project.twice.remedy'),
      );
    seen.add(name);
    return { key: key!, name, value: value! };
  });
}

function text(node: Node, at: Place, key: string): string {
  if (node.type !== 'string')
    throw problem(
      at,
      node.offset,
      message('project.no-text', { key }),
      message('project.write', { example: '"…"' }),
    );
  return node.value as string;
}

function texts(node: Node, at: Place, key: string): string[] {
  if (node.type !== 'array')
    throw problem(
      at,
      node.offset,
      message('project.no-list', { key }),
      message('project.write', { example: '[ "…" ]' }),
    );
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
      message('project.patterns', { key, most: mostPatterns }),
      message('project.patterns.remedy'),
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
        message('project.pattern', { key }),
        message('project.pattern.remedy', { characters: longestPattern, stars: mostStars }),
      );
  return found;
}

const unknownKey = (name: string, key: Node, at: Place, known: readonly string[]) =>
  problem(
    at,
    key.offset,
    message('project.key', { name: short(name) }),
    message('project.key.remedy', { keys: known }),
  );

const short = (name: string) => (name.length > 40 ? `${name.slice(0, 40)}…` : name);

function problem(at: Place, offset: number, what: Message, remedy: Message): ProjectFileProblem {
  return new ProjectFileProblem(at.path, lineOf(at, offset), what, remedy);
}

const lineOf = ({ text }: Place, offset: number) => text.slice(0, offset).split('\n').length;

import type { Tree } from 'web-tree-sitter';
import { Edit, Language as Grammar, Parser } from 'web-tree-sitter';
import { message } from '../messages/message';
import type { Finding, Language, Edit as TextEdit } from '../model/finding';
import type { Message } from '../model/message';
import { applyEdits, areApart } from './fixes/edits';
import type { LanguageFile } from './language';
import { languageByPath, specOf } from './languages';
import { prefilterOf } from './prefilter/textPrefilter';
import { rules } from './rules';
import { SourceFile } from './source/sourceFile';
import { type Comment, commentsHolding } from './syntax/commentsHolding';
import { Deadline, TimeIsUp } from './syntax/deadline';
import { LoweredNodes } from './syntax/loweredNodes';
import { maximumDepth } from './syntax/lowering';
import { editedTree, keep, newHandle, type ParseHandle } from './syntax/parseHandle';
import { syntaxErrors } from './syntax/syntaxErrors';

export interface AnalyzerOptions {
  /** Bytes of `<name>.wasm`: `web-tree-sitter` (the parser) or a grammar; asked for once each, when first needed. */
  loadWasm: (name: string) => Promise<Uint8Array>;
  /** CPU time one file may take to be parsed and looked through, milliseconds. */
  limitMs?: number;
  /** The clock of that limit: CPU time of this thread, milliseconds. */
  cpuMs?: () => number;
  /** What is looked at, and where; null passes a file over. */
  look?: typeof prefilterOf;
  /** Findings of earlier runs. Default: every file is looked through anew. */
  cache?: FindingsCache | null;
}

/** Findings of files that were looked through whole, by path and text. */
export interface FindingsCache {
  /** Null where there are none. */
  get(file: string, text: string): Finding[] | null;
  set(file: string, text: string, findings: Finding[]): void;
}

/** What one file gave. `skipped` says what was not looked at, why, and what to do; null where all was. */
export interface Analysis {
  findings: Finding[];
  skipped: Message | null;
}

export interface Analyzer {
  /** Findings of every verdict, by line; empty where the file was skipped (see `examine`). */
  analyze(file: string, text: string, language: Language, previous?: ParseHandle): Promise<Finding[]>;
  /** As `analyze`, and says if the file was skipped. */
  examine(file: string, text: string, language: Language, previous?: ParseHandle): Promise<Analysis>;
  /** The comments of a text that hold a word; empty where it can't be parsed in time. */
  comments(file: string, text: string, language: Language, word: string): Promise<Comment[]>;
  /** A handle for a file that will be analysed again after edits. */
  handle(): ParseHandle;
  /** The language of a path by its ending; null for any other file. */
  languageOf(path: string): Language | null;
  dispose(): void;
}

const defaultLimitMs = 3000;
const nothing = (): Analysis => ({ findings: [], skipped: null });

/** An analyzer with grammars of its own. Nothing is loaded before the first file that needs it. */
export function createAnalyzer(options: AnalyzerOptions): Analyzer {
  const parsers = new Map<string, Promise<Parser>>();
  const limit = options.limitMs ?? defaultLimitMs;
  const look = options.look ?? prefilterOf;
  let disposed = false;

  function parserFor(grammar: string): Promise<Parser> {
    let parser = parsers.get(grammar);
    if (!parser) {
      parser = loadParser(grammar, options.loadWasm);
      parser.catch(() => parsers.delete(grammar));
      parsers.set(grammar, parser);
    }
    return parser;
  }

  async function examine(
    file: string,
    text: string,
    language: Language,
    previous?: ParseHandle,
  ): Promise<Analysis> {
    const spec = specOf(language);
    const prefilter = spec && !disposed ? look(file, text, spec) : null;
    if (!spec || !prefilter) {
      previous?.dispose();
      return nothing();
    }
    // A document that is open changes with each key.
    const cache = previous ? null : options.cache;
    const known = cache?.get(file, text);
    if (known) return { findings: known, skipped: null };
    const parser = await parserFor(spec.grammar(file));
    const deadline = new Deadline(limit, options.cpuMs);
    const parsed = spec.parsed?.(text) ?? text;
    const earlier = editedTree(previous, parsed, language);
    const tree = parse(parser, parsed, deadline, earlier);
    if (!tree) {
      // The tree was edited, and the handle has no longer the text it was made from.
      previous?.dispose();
      return tookTooLong(deadline, 'parse');
    }
    const lowered = new LoweredNodes(earlier && previous!.lowered);
    try {
      const source = new SourceFile(file, prefilter, spec, tree.rootNode, deadline, lowered);
      const found = detect(source);
      const sound = (finding: Finding) => withoutBreakage(finding, { parser, tree, file: source });
      const findings = found.findings.map(sound);
      if (found.skipped === null && !deadline.isOver) cache?.set(file, text, findings);
      return { ...found, findings };
    } catch (error) {
      if (error instanceof TimeIsUp) return tookTooLong(deadline, 'look');
      throw error;
    } finally {
      if (previous) keep(previous, { tree, lowered: lowered.kept(), text: parsed, language });
      else tree.delete();
    }
  }

  async function comments(file: string, text: string, language: Language, word: string): Promise<Comment[]> {
    const spec = specOf(language);
    if (!spec || disposed || !text.includes(word)) return [];
    const tree = parse(await parserFor(spec.grammar(file)), text, new Deadline(limit, options.cpuMs), null);
    const found = tree ? commentsHolding(tree, text, word) : [];
    tree?.delete();
    return found;
  }

  return {
    examine,
    comments,
    analyze: async (...args) => (await examine(...args)).findings,
    handle: newHandle,
    languageOf: path => languageByPath(path),
    dispose() {
      disposed = true;
      for (const parser of parsers.values())
        void parser.then(
          loaded => loaded.delete(),
          () => undefined,
        );
      parsers.clear();
    },
  };
}

function detect(file: LanguageFile): Analysis {
  const findings = rules.flatMap(rule => rule.detect?.(file) ?? []).sort((a, b) => a.startLine - b.startLine);
  return { findings, skipped: file.lowering.tooDeep ? deeper : null };
}

const deeper = message('unread.deep', { levels: maximumDepth });

const tookTooLong = ({ limitMs }: Deadline, step: 'parse' | 'look'): Analysis => ({
  findings: [],
  skipped: message(`unread.slow-${step}`, { limit: limitMs * 1e6 }),
});

/** A finding's fix goes where its edits meet, or where the parser finds more errors after it: in half-typed code. */
function withoutBreakage(
  finding: Finding,
  { parser, tree, file }: { parser: Parser; tree: Tree; file: LanguageFile },
): Finding {
  if (!finding.fix) return finding;
  const { edits } = finding.fix;
  if (!areApart(edits)) return { ...finding, fix: null };
  const before = tree.copy();
  // Last first, so that the places of those before it stay what they are.
  for (const edit of [...edits].sort((a, b) => b.start - a.start)) before.edit(treeEdit(edit, file));
  const text = applyEdits(file.text, edits);
  const after = parse(parser, file.language.parsed?.(text) ?? text, file.deadline!, before);
  const breaks = !after || syntaxErrors(after).length > syntaxErrors(tree).length;
  before.delete();
  after?.delete();
  return breaks ? { ...finding, fix: null } : finding;
}

function treeEdit({ start, end, text }: TextEdit, file: LanguageFile): Edit {
  const startPosition = file.pointAt(start);
  const lastLine = text.lastIndexOf('\n') + 1;
  const row = startPosition.row + text.split('\n').length - 1;
  const column = text.length - lastLine + (lastLine > 0 ? 0 : startPosition.column);
  return new Edit({
    startIndex: start,
    oldEndIndex: end,
    newEndIndex: start + text.length,
    startPosition,
    oldEndPosition: file.pointAt(end),
    newEndPosition: { row, column },
  });
}

/** The parser's own wasm is shared by all analyzers of a process. */
let runtime: Promise<void> | null = null;

async function loadParser(grammar: string, loadWasm: AnalyzerOptions['loadWasm']): Promise<Parser> {
  runtime ??= loadWasm('web-tree-sitter').then(wasmBinary => Parser.init({ wasmBinary }));
  await runtime.catch(error => {
    runtime = null;
    throw error;
  });
  const parser = new Parser();
  parser.setLanguage(await Grammar.load(await loadWasm(grammar)));
  return parser;
}

/** The tree of a text, made from an edited earlier tree where there is one; null where the time ran out. */
function parse(parser: Parser, text: string, deadline: Deadline, old: Tree | null): Tree | null {
  // The declared type lacks it, but a true result ends the parse.
  const options = { progressCallback: (() => deadline.isOver) as () => void };
  const tree = parser.parse(text, old, options);
  if (!tree) parser.reset();
  return tree;
}

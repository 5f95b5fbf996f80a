import type { Node } from 'web-tree-sitter';
import type { Deadline } from './deadline';
import type { Assign, Func, Ir } from './ir';
import { keyOf, walk } from './ir';
import type { LanguageSpec } from './language';
import { Lowering } from './lowering';
import { firstAtLeast, Mentions, transferWords } from './mentions';

/** Characters; a function around others that is larger is a bundler's wrapper, not a scope a person works in. */
const largestFunction = 200_000;

/** A parsed file with what detectors ask of it. Everything is worked out on demand and once. */
export class SourceFile {
  readonly lowering: Lowering;
  private functions: Map<string, Node> | null = null;
  private readonly lowered = new Map<number, Ir>();
  private whole: Ir | null = null;
  private globals: Map<string, Assign> | null = null;
  private structure: Node[] | null = null;
  private loops: string[] | null = null;
  private bodies: FunctionRange[] | null = null;
  private readonly mentioned = new Map<RegExp, Mentions>();
  private starts: number[] | null = null;
  private readonly loweredFunctions = new WeakMap<Ir, Map<string, Ir>>();

  constructor(
    readonly path: string,
    readonly text: string,
    readonly language: LanguageSpec,
    readonly root: Node,
    readonly deadline: Deadline | null = null,
  ) {
    this.lowering = new Lowering(language.nodes, deadline);
  }

  /** Where the words of one of the language's patterns stand. */
  mentions(pattern: RegExp): Mentions {
    const known = this.mentioned.get(pattern) ?? new Mentions(this.text, pattern);
    this.mentioned.set(pattern, known);
    return known;
  }

  /** Where the text reads or writes, as far as words tell. */
  transferWords(effect: 'read' | 'write'): Mentions {
    const pattern = this.language.quick[effect];
    const known = this.mentioned.get(pattern) ?? transferWords(this.text, this.language, effect);
    this.mentioned.set(pattern, known);
    return known;
  }

  /** Nodes of the given types in source order. */
  nodes(types: string[]): Node[] {
    const { functions, globals } = this.language;
    const structural = [...this.loopTypes(), ...functions, ...globals].map(rule =>
      typeof rule === 'string' ? rule : rule.type,
    );
    if (!types.every(type => structural.includes(type))) return this.below(types);
    // Every one of these is asked for in nearly every file: one pass over the tree serves all.
    this.structure ??= this.below([...new Set(structural)]);
    const wanted = new Set(types);
    return this.structure.filter(node => wanted.has(node.type));
  }

  /** The types of loops; without those whose words the text lacks, as they may be as many as calls are. */
  loopTypes(): string[] {
    this.loops ??= this.language.loops.flatMap(loop => {
      if (typeof loop === 'string') return [loop];
      const anywhere = new RegExp(loop.when.source.replace(/^\^/, ''), loop.when.flags);
      return anywhere.test(this.text) ? [loop.type] : [];
    });
    return this.loops;
  }

  private below(types: string[]): Node[] {
    return this.root.descendantsOfType(types).filter((node): node is Node => node !== null);
  }

  /** The functions around a node, innermost first. */
  private around(node: Node): Node[] {
    this.bodies ??= rangesOf(this.nodes(this.language.functions));
    this.starts ??= this.bodies.map(({ start }) => start);
    const around: Node[] = [];
    const last = firstAtLeast(this.starts, node.startIndex + 1) - 1;
    for (let at = last; at >= 0; at = this.bodies[at]!.outer) {
      const body = this.bodies[at]!;
      if (body.end >= node.endIndex && body.node.id !== node.id) around.push(body.node);
    }
    return around;
  }

  /**
   * The functions around a node, lowered: the innermost, and the outermost, which holds what closures see. At top
   * level both are the whole file.
   */
  functionsAround(node: Node): { inner: Ir; outer: Ir } {
    const around = this.around(node);
    const outermost = around.findLast(up => up.endIndex - up.startIndex <= largestFunction) ?? around[0];
    if (!outermost) {
      this.whole ??= this.lowering.root(this.root);
      return { inner: this.whole, outer: this.whole };
    }
    const outer = this.lower(outermost);
    // A handler that was lowered to a loop is no function any more.
    const functions = this.functionsIn(outer);
    const inner = around.map(up => functions.get(placeOf(up.startIndex, up.endIndex))).find(Boolean);
    return { inner: inner ?? outer, outer };
  }

  /** The functions of a piece of ir by their place; the outer one of two in one place. */
  private functionsIn(outer: Ir): Map<string, Ir> {
    const known = this.loweredFunctions.get(outer);
    if (known) return known;
    const found = new Map<string, Ir>();
    for (const part of walk(outer)) {
      if (part.kind !== 'function') continue;
      const place = placeOf(part.start, part.end);
      if (!found.has(place)) found.set(place, part);
    }
    this.loweredFunctions.set(outer, found);
    return found;
  }

  /** The outermost function with this name, lowered; null if the file has none. */
  functionNamed(name: string): Func | null {
    this.functions ??= new Map(
      this.nodes(this.language.functions)
        .reverse()
        .flatMap(node => this.namesOf(node).map(known => [known, node] as const)),
    );
    const node = this.functions.get(name);
    return node ? this.functionOf(node) : null;
  }

  /** `Type.method` where the language finds methods by their type; the plain name where a method needs no receiver. */
  private namesOf(node: Node): string[] {
    const owner = this.language.ownerOf?.(node);
    const plain = functionName(node);
    if (!owner) return [plain];
    const typed = `${owner}.${plain}`;
    return this.language.selves.test('this') ? [plain, typed] : [typed];
  }

  /** A field, constant or macro of the file by name; null if there is none. */
  global(name: string): Assign | null {
    if (!this.globals) {
      this.globals = new Map();
      for (const node of this.globalNodes()) this.addGlobals(node);
    }
    return this.globals.get(name) ?? null;
  }

  private globalNodes(): Node[] {
    const rules = this.language.globals.map(rule => (typeof rule === 'string' ? { type: rule } : rule));
    const tests = new Map(rules.map(rule => [rule.type, 'when' in rule ? rule.when : null]));
    return this.nodes([...tests.keys()]).filter(node => tests.get(node.type)?.(node) ?? true);
  }

  private addGlobals(node: Node): void {
    for (const part of walk(this.lowering.root(node))) {
      if (part.kind !== 'assign' || !part.declares) continue;
      for (const target of part.targets) {
        const key = keyOf(target);
        if (key) this.addGlobal(key, part);
      }
    }
  }

  /** The first declaration counts; a field's type is kept beside the value a constructor gives it. */
  private addGlobal(key: string, part: Assign): void {
    const known = this.globals!.get(key);
    if (!known) this.globals!.set(key, part);
    else if (!known.value && part.value) this.globals!.set(key, { ...part, type: known.type ?? part.type });
  }

  private functionOf(node: Node): Func | null {
    const ir = this.lower(node);
    return ir.kind === 'function' ? ir : null;
  }

  private lower(node: Node): Ir {
    const known = this.lowered.get(node.id);
    if (known) return known;
    const ir = this.lowering.root(node);
    this.lowered.set(node.id, ir);
    return ir;
  }

  /** 1-based line of an offset. */
  line(offset: number): number {
    let line = 1;
    for (let at = this.text.indexOf('\n'); at >= 0 && at < offset; at = this.text.indexOf('\n', at + 1))
      line += 1;
    return line;
  }
}

const placeOf = (start: number, end: number) => `${start}-${end}`;

/** A function's node and the place in the list of the one around it; -1 at top level. */
interface FunctionRange {
  node: Node;
  start: number;
  end: number;
  outer: number;
}

/** Functions in source order, outer ones first, each with the one around it. */
function rangesOf(functions: readonly Node[]): FunctionRange[] {
  const ranges: FunctionRange[] = [];
  const open: number[] = [];
  for (const node of functions) {
    const [start, end] = [node.startIndex, node.endIndex];
    while (open.length > 0 && ranges[open.at(-1)!]!.end <= start) open.pop();
    ranges.push({ node, start, end, outer: open.at(-1) ?? -1 });
    open.push(ranges.length - 1);
  }
  return ranges;
}

/** What a function is called; empty where it has no name. */
export function functionName(node: Node): string {
  const direct = node.childForFieldName('name');
  if (direct) return direct.text;
  const holder = node.parent?.childForFieldName('name');
  if (holder && node.parent?.childForFieldName('value')?.id === node.id) return holder.text;
  let inner = node.childForFieldName('declarator');
  while (inner?.childForFieldName('declarator')) inner = inner.childForFieldName('declarator');
  return inner?.text.split('::').pop() ?? '';
}

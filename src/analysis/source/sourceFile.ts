import type { Node, Point } from 'web-tree-sitter';
import type { Range } from '../prefilter/matchIndex';
import type { MaybeFunction, TextPrefilter } from '../prefilter/textPrefilter';
import type { Deadline } from '../syntax/deadline';
import type { Assign, Func, Ir } from '../syntax/ir';
import { keyOf, walk } from '../syntax/ir';
import { LoweredNodes } from '../syntax/loweredNodes';
import { Lowering } from '../syntax/lowering';
import type { SyntaxTables } from './syntaxTables';

/** Characters. A larger function around others is a bundler's wrapper or a suite of tests, and not taken for their scope. */
const largestFunction = 40_000;

/** A parsed file. Everything is worked out on demand and once, and no tree is walked whole. */
export class SourceFile<Tables extends SyntaxTables> {
  readonly lowering: Lowering;
  private readonly named = new Map<string, { found: Func[]; rest: Generator<Func> }>();
  private readonly ofTypes = new Map<string, Node[]>();
  private whole: Ir | null = null;
  private fieldsAt: Node[] | null = null;
  private readonly namedOutside = new Map<string, Node[]>();
  private readonly globals = new Map<string, Assign | null>();
  private readonly loweredFunctions = new WeakMap<Ir, Map<string, Ir>>();

  constructor(
    readonly path: string,
    readonly prefilter: TextPrefilter,
    readonly language: Tables,
    readonly root: Node,
    readonly deadline: Deadline | null = null,
    private readonly lowered = new LoweredNodes(),
  ) {
    this.lowering = new Lowering(language.nodes, deadline);
  }

  get text(): string {
    return this.prefilter.text;
  }

  /** Nodes of the given types in source order; the tree is walked once for them. */
  nodes(types: string[]): Node[] {
    const key = types.join(' ');
    const found = this.ofTypes.get(key) ?? this.nodesIn(types);
    this.ofTypes.set(key, found);
    return found;
  }

  /** Those that lie in a part of the tree or reach into it. */
  nodesIn(types: string[], from?: Point, to?: Point): Node[] {
    return this.root.descendantsOfType(types, from, to).filter((node): node is Node => node !== null);
  }

  /** Nodes of the given types whose whole text is a name. Only where the name stands is looked at. */
  nodesNamed(name: string, types: string[]): Node[] {
    return placesOf(name, this.text).flatMap(start => {
      const found: Node[] = [];
      const range = { start, end: start + name.length };
      for (const node of upwards(this.nodeAt(range))) {
        if (node.startIndex !== range.start || node.endIndex !== range.end) break;
        if (types.includes(node.type)) found.push(node);
      }
      return found;
    });
  }

  /** The smallest node with a name that spans a piece of the text. */
  nodeAt({ start, end }: Range): Node {
    return this.root.namedDescendantForIndex(start, end) ?? this.root;
  }

  private isFunction(node: Node): boolean {
    return this.language.functions.includes(node.type);
  }

  /** The functions around a piece of the text, innermost first. */
  private around(range: Range): Node[] {
    return [...upwards(this.nodeAt(range))].filter(node => this.isFunction(node));
  }

  /**
   * The functions around a piece of the text, lowered: the innermost, and the outermost, which holds what closures
   * see. At top level both are the whole file, or of a large one the statement: what else stands there is global.
   */
  functionsAround(range: Range): { inner: Ir; outer: Ir } {
    const around = this.around(range);
    const outermost = around.findLast(up => up.endIndex - up.startIndex <= largestFunction) ?? around[0];
    if (!outermost) {
      const whole = this.topLevel(range);
      return { inner: whole, outer: whole };
    }
    const outer = this.lower(outermost);
    // A handler that was lowered to a loop is no function any more.
    const functions = this.functionsIn(outer);
    const inner = around.map(up => functions.get(placeOf(up.startIndex, up.endIndex))).find(Boolean);
    return { inner: inner ?? outer, outer };
  }

  private topLevel(range: Range): Ir {
    const statement = [...upwards(this.nodeAt(range))].at(-2);
    if (statement && this.text.length > largestFunction) return this.lower(statement);
    this.whole ??= this.lowering.root(this.root);
    return this.whole;
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

  /**
   * The function with this name, lowered; null if the file has none. Of several the first that takes this many
   * arguments, else the first.
   */
  functionNamed(name: string, count?: number): Func | null {
    const known = this.named.get(name) ?? { found: [], rest: this.functionsNamed(name) };
    this.named.set(name, known);
    const fits = ({ parameters }: Func): boolean => count === undefined || parameters.length === count;
    for (;;) {
      const fitting = known.found.find(fits);
      if (fitting) return fitting;
      // Most names stand for one function: the others are lowered only where it does not fit.
      const next = known.rest.next();
      if (next.done) return known.found[0] ?? null;
      known.found.push(next.value);
    }
  }

  private *functionsNamed(name: string): Generator<Func> {
    const last = name.slice(name.lastIndexOf('.') + 1);
    for (const place of this.prefilter.functions) {
      const node = place.name === last ? this.functionAt(place) : null;
      const found = node && this.namesOf(node).includes(name) ? this.functionOf(node) : null;
      if (found) yield found;
    }
  }

  /** The function whose name stands at a place: around it, or set as the value of what has the name. */
  private functionAt({ start, opens }: MaybeFunction): Node | null {
    const node = this.nodeAt({ start, end: opens });
    const value = node.childForFieldName('value');
    if (value && this.isFunction(value)) return value;
    for (const up of upwards(node)) if (this.isFunction(up)) return up;
    return null;
  }

  /** `Type.method` where the language finds methods by their type; the plain name where a method needs no receiver. */
  private namesOf(node: Node): string[] {
    const owner = this.language.ownerOf?.(node);
    const plain = functionName(node);
    if (!owner) return [plain];
    const typed = `${owner}.${plain}`;
    return this.language.selfReceivers.source !== '^$' ? [plain, typed] : [typed];
  }

  /**
   * A field, constant or macro of the file by name; null if there is none. The first declaration counts; a field's type is
   * kept beside the value a constructor gives it.
   */
  global(name: string): Assign | null {
    const known = this.globals.get(name);
    if (known !== undefined) return known;
    let found: Assign | null = null;
    for (const part of this.declarationsOf(name)) {
      if (!found) found = part;
      else if (!found.value && part.value) found = { ...part, type: found.type ?? part.type };
    }
    this.globals.set(name, found);
    return found;
  }

  /** Whether at most one place outside functions gives a name a value. */
  isGivenOnce(name: string): boolean {
    return [...this.declarationsOf(name)].filter(({ value }) => value !== null).length <= 1;
  }

  /** Only what holds the name is lowered: a class or a table of functions may be most of a file. */
  private *declarationsOf(name: string): Generator<Assign> {
    const last = name.slice(name.lastIndexOf('.') + 1);
    for (const node of this.globalNodes(last))
      for (const part of walk(this.lower(node)))
        if (part.kind === 'assign' && part.declares && part.targets.some(target => keyOf(target) === name))
          yield part;
  }

  /** What may declare a name outside functions: nodes around it of the types that declare fields and constants. */
  private globalNodes(name: string): Node[] {
    const known = this.namedOutside.get(name);
    if (known) return known;
    this.fieldsAt ??= this.fieldsInFunctions();
    const fields = this.fieldsAt.filter(node =>
      this.text.slice(node.startIndex, node.endIndex).includes(name),
    );
    const found = new Map<number, Node>();
    for (const node of [...this.outsideFunctions(name), ...fields])
      if (this.declaresGlobals(node)) found.set(node.id, node);
    const nodes = [...found.values()].sort((a, b) => a.startIndex - b.startIndex);
    this.namedOutside.set(name, nodes);
    return nodes;
  }

  private declaresGlobals(node: Node): boolean {
    return this.language.globals.some(rule =>
      typeof rule === 'string' ? rule === node.type : rule.type === node.type && rule.when(node),
    );
  }

  /** The nodes around a name that lie in no function: what functions hold is most of a file, and passed over. */
  private *outsideFunctions(name: string): Generator<Node> {
    let passed = 0;
    for (const start of placesOf(name, this.text)) {
      if (start < passed) continue;
      const around = [...upwards(this.nodeAt({ start, end: start + name.length }))];
      const outermost = around.findLastIndex(node => this.isFunction(node));
      if (outermost >= 0) passed = around[outermost]!.endIndex;
      yield* around.slice(outermost + 1);
    }
  }

  private fieldsInFunctions(): Node[] {
    const { fieldsInFunctions: words } = this.language;
    const matches = words ? this.text.matchAll(new RegExp(words.source, 'g')) : [];
    return [...matches].map(({ 0: matched, index }) =>
      this.nodeAt({ start: index, end: index + matched.length }),
    );
  }

  private functionOf(node: Node): Func | null {
    const ir = this.lower(node);
    return ir.kind === 'function' ? ir : null;
  }

  private lower(node: Node): Ir {
    return this.lowered.of(node, this.lowering);
  }

  /** 1-based line of an offset. */
  line(offset: number): number {
    return this.pointAt(offset).row + 1;
  }

  /** Row and column of an offset, both 0-based. */
  pointAt(offset: number): Point {
    return this.prefilter.pointAt(offset);
  }
}

const placeOf = (start: number, end: number) => `${start}-${end}`;

function* upwards(node: Node): Generator<Node> {
  for (let at: Node | null = node; at; at = at.parent) yield at;
}

/** Where a text stands in another, in its order. */
function placesOf(part: string, text: string): number[] {
  const places: number[] = [];
  if (part === '') return places;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) places.push(at);
  return places;
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

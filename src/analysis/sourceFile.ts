import type { Node } from 'web-tree-sitter';
import type { Assign, Func, Ir } from './ir';
import { keyOf, walk } from './ir';
import type { LanguageSpec } from './language';
import { Lowering } from './lowering';

/** Characters; a function around others that is larger is a bundler's wrapper, not a scope a person works in. */
const largestFunction = 200_000;

/** A parsed file with what detectors ask of it. Everything is worked out on demand and once. */
export class SourceFile {
  readonly lowering: Lowering;
  private functions: Map<string, Node> | null = null;
  private readonly lowered = new Map<number, Ir>();
  private whole: Ir | null = null;
  private globals: Map<string, Assign> | null = null;

  constructor(
    readonly path: string,
    readonly text: string,
    readonly language: LanguageSpec,
    readonly root: Node,
  ) {
    this.lowering = new Lowering(language.nodes);
  }

  /** Nodes of the given types in source order. */
  nodes(types: string[]): Node[] {
    return this.root.descendantsOfType(types).filter((node): node is Node => node !== null);
  }

  /**
   * The functions around a node, lowered: the innermost, and the outermost, which holds what closures see. At top
   * level both are the whole file.
   */
  functionsAround(node: Node): { inner: Ir; outer: Ir } {
    const around: Node[] = [];
    for (let up = node.parent; up; up = up.parent)
      if (this.language.functions.includes(up.type)) around.push(up);
    const outermost = around.findLast(up => up.endIndex - up.startIndex <= largestFunction) ?? around[0];
    if (!outermost) {
      this.whole ??= this.lowering.root(this.root);
      return { inner: this.whole, outer: this.whole };
    }
    const outer = this.lower(outermost);
    // A handler that was lowered to a loop is no function any more.
    const inner = around.map(up => innermostAt(outer, up)).find(found => found !== null);
    return { inner: inner ?? outer, outer };
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

function innermostAt(outer: Ir, node: Node): Ir | null {
  for (const part of walk(outer)) {
    if (part.kind === 'function' && part.start === node.startIndex && part.end === node.endIndex) return part;
  }
  return null;
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

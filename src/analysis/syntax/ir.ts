/**
 * The small tree every language is lowered to, so that data flow is written once. Positions are UTF-16
 * offsets into the source. What has no meaning for byte flow becomes `other` and keeps its children.
 */
interface Base {
  start: number;
  end: number;
  parent: Ir | null;
  /** Syntax around the node that passes on its value, innermost first: casts, await, `?`, parentheses, the statement. */
  wraps?: Wrap[];
}

/** One layer of syntax around a node. */
export interface Wrap {
  /** The grammar's node type: `cast_expression`, `await_expression`, `try_expression`. */
  type: string;
  /** The type a cast names; null for anything else. */
  cast: string | null;
  start: number;
  end: number;
}

export interface Name extends Base {
  kind: 'name';
  name: string;
}
export interface Literal extends Base {
  kind: 'literal';
  /** Null for null, nil and None. */
  value: number | string | boolean | null;
}
export interface Call extends Base {
  kind: 'call';
  /** Last part of what is called: `read` of `file.read()`, `FileInputStream` of `new FileInputStream()`. */
  name: string;
  /** What stands before the last part; null for a plain function. */
  receiver: Ir | null;
  args: Ir[];
  /** `new T()`, or an allocation lowered to a call named `#buffer` whose first argument is its size. */
  creates: boolean;
}
export interface Member extends Base {
  kind: 'member';
  object: Ir;
  name: string;
}
export interface Index extends Base {
  kind: 'index';
  object: Ir;
  /** One index; of a slice its start (the literal 0 where none is written), then its end or length if written. */
  indices: Ir[];
  slice: boolean;
}
/** An assignment or a declaration; `value` is null for a declaration without initial value. */
export interface Assign extends Base {
  kind: 'assign';
  targets: Ir[];
  /** `=`, or a compound one: `+=`. Increments are `+=` with the literal 1. */
  operator: string;
  value: Ir | null;
  declares: boolean;
  /** What each target takes of the value (`{ bytesRead: n } = …`); null for the value itself. Left out: no pattern. */
  fields?: (string | null)[];
  /** The written type of a declaration; null where it is inferred. */
  type: string | null;
}
export interface Operation extends Base {
  kind: 'operation';
  operator: string;
  operands: Ir[];
}
export interface If extends Base {
  kind: 'if';
  condition: Ir;
  consequence: Ir | null;
  otherwise: Ir | null;
}
export interface Loop extends Base {
  kind: 'loop';
  setup: Ir[];
  condition: Ir | null;
  update: Ir[];
  body: Ir;
  /** The body runs before the condition is tested (`do … while`). */
  testsAfter?: true;
  /** For-each loops and data handlers: the variable of one step and what is walked over. */
  element: Ir | null;
  over: Ir | null;
  /** How a for-each comes by its steps: each is waited for, or is an event that comes after what follows the loop. */
  steps?: 'awaited' | 'events';
}
export interface Func extends Base {
  kind: 'function';
  name: string | null;
  /** Declarations without value, in order. */
  parameters: Assign[];
  body: Ir | null;
  /** A call gives a promise or a generator before the body has run to its end. */
  runsLater?: true;
}
export interface Block extends Base {
  kind: 'block';
  body: Ir[];
}
export interface Jump extends Base {
  kind: 'jump';
  /** `yield` hands out a value and comes back. */
  word: 'break' | 'continue' | 'return' | 'throw' | 'goto' | 'yield';
  value: Ir | null;
  /** The value of a `break` is that of its loop (Rust); else it names a loop. */
  gives?: true;
}
/** One `catch` or `except`. */
export interface Handler {
  /** Types it takes, as written; empty where it takes all. */
  types: string[];
  /** The declaration of the failure's variable; null where it has none. */
  variable: Ir | null;
  body: Ir;
}
/** `try`, and what opens something for the length of a block (`using`, `with`, `try (…)`). */
export interface Try extends Base {
  kind: 'try';
  /** Opened before the body, closed on every way out of it. */
  resources: Ir[];
  body: Ir;
  handlers: Handler[];
  /** Runs where the body raised nothing (Python's else). */
  otherwise: Ir | null;
  finalizer: Ir | null;
}
/** Runs when the function is left. */
export interface Defer extends Base {
  kind: 'defer';
  body: Ir;
}
export interface Other extends Base {
  kind: 'other';
  /** The grammar's node type. */
  type: string;
  children: Ir[];
}

export type Ir =
  | Name
  | Literal
  | Call
  | Member
  | Index
  | Assign
  | Operation
  | If
  | Loop
  | Func
  | Block
  | Jump
  | Try
  | Defer
  | Other;

const present = (nodes: (Ir | null)[]): Ir[] => nodes.filter(node => node !== null);

/** The direct parts of a node, in source order as far as a language allows. */
export function partsOf(node: Ir): readonly Ir[] {
  switch (node.kind) {
    case 'call':
      return present([node.receiver, ...node.args]);
    case 'member':
      return [node.object];
    case 'index':
      return [node.object, ...node.indices];
    case 'assign':
      return present([...node.targets, node.value]);
    case 'operation':
      return node.operands;
    case 'if':
      return present([node.condition, node.consequence, node.otherwise]);
    case 'loop':
      return present([...node.setup, node.element, node.over, node.condition, node.body, ...node.update]);
    case 'function':
      return present([...node.parameters, node.body]);
    case 'block':
      return node.body;
    case 'jump':
      return present([node.value]);
    case 'try':
      return present([
        ...node.resources,
        node.body,
        ...node.handlers.flatMap(handler => [handler.variable, handler.body]),
        node.otherwise,
        node.finalizer,
      ]);
    case 'defer':
      return [node.body];
    case 'other':
      return node.children;
    default:
      return [];
  }
}

/** The node and everything below it, parents first. Iterative: sources nest deeper than the call stack allows. */
export function* walk(root: Ir): Generator<Ir> {
  const stack: Ir[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    const parts = partsOf(node);
    for (let at = parts.length - 1; at >= 0; at -= 1) stack.push(parts[at]!);
  }
}

/** Sets every node's parent. */
export function linkParents(root: Ir): void {
  const stack: Ir[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const parts = partsOf(node);
    for (const part of parts) part.parent = node;
    for (let at = parts.length - 1; at >= 0; at -= 1) stack.push(parts[at]!);
  }
}

export function* ancestors(node: Ir): Generator<Ir> {
  for (let at = node.parent; at; at = at.parent) yield at;
}

export function isWithin(node: Ir, outer: Ir): boolean {
  if (node === outer) return true;
  for (const up of ancestors(node)) if (up === outer) return true;
  return false;
}

/** The outermost syntax that passes on a node's value: with its statement's semicolon where it is one. */
export function wholeOf(node: Ir): { start: number; end: number } {
  return node.wraps?.[node.wraps.length - 1] ?? node;
}

/**
 * The nodes one of which a value comes from: the last of a block, the branches of a condition, what a loop is left with.
 * Jumps give none.
 */
export function valuesOf(node: Ir): Ir[] {
  if (node.kind === 'jump') return [];
  if (node.kind === 'loop')
    return [...walk(node.body)].flatMap(part =>
      part.kind === 'jump' && part.gives && part.value ? valuesOf(part.value) : [],
    );
  if (node.kind === 'block') return node.body.slice(-1).flatMap(valuesOf);
  if (node.kind !== 'if') return [node];
  return [node.consequence, node.otherwise].flatMap(part => (part ? valuesOf(part) : []));
}

export function isCall(node: Ir | null | undefined): node is Call {
  return node?.kind === 'call';
}

/**
 * The name of a place: `buf`, `ctx.buf` for `ctx->buf` and `this.ctx.buf`; null for anything computed. Two
 * expressions with the same key are taken for the same variable.
 */
export function keyOf(node: Ir | null): string | null {
  if (!node) return null;
  if (node.kind === 'name') return node.name;
  if (node.kind !== 'member') return null;
  const object = keyOf(node.object);
  if (object === null) return null;
  return object === 'this' || object === 'self' ? node.name : `${object}.${node.name}`;
}

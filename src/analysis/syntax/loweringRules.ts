// The rules by which languages lower their node types.
import type { Node } from 'web-tree-sitter';
import type { Assign, Func, Ir, Jump, Try } from './ir';
import { at, empty, type Lowering, named, type Rule } from './lowering';

/** Takes the node for its part: parentheses, casts, await, `?`, references. The last named child by default. */
export function transparent(field?: string): Rule {
  return (node, to) => {
    const part = field
      ? node.childForFieldName(field)
      : named(node.namedChildren)[named(node.namedChildren).length - 1];
    return part ? wrapped(node, to.lower(part)) : empty(node);
  };
}

/** The kind of `other` that a statement under a label becomes: its label, as a text, and the statement. */
export const labelledStatement = 'labeled_statement';

const labelText = (node: Node): Ir => at(node, { kind: 'literal', value: node.text });

/** A statement with a label that a `goto` may lead to. */
export const labelled: Rule = (node, to) => {
  const [label, ...rest] = named(node.namedChildren);
  const children = [...(label ? [labelText(label)] : []), ...rest.map(part => to.lower(part))];
  return at(node, { kind: 'other', type: labelledStatement, children });
};

/** A jump to a label. */
export const goTo: Rule = node => {
  const [label] = named(node.namedChildren);
  return at(node, { kind: 'jump', word: 'goto', value: label ? labelText(label) : null });
};

/** Notes on a piece of ir the syntax around it. */
export function wrapped(node: Node, ir: Ir): Ir {
  const cast = /cast|conversion|as_expression/.test(node.type)
    ? (node.childForFieldName('type')?.text ?? null)
    : null;
  ir.wraps = [...(ir.wraps ?? []), { type: node.type, cast, start: node.startIndex, end: node.endIndex }];
  return ir;
}

/** The layer around a place whose address is taken, where the operator itself is left out. */
export const addressOf = 'address_of';

/** Takes a place for its address, and notes that it was taken. */
export const addressed =
  (field: string): Rule =>
  (node, to) => {
    const ir = transparent(field)(node, to);
    const wrap = { type: addressOf, cast: null, start: node.startIndex, end: node.endIndex };
    ir.wraps = [...(ir.wraps ?? []), wrap];
    return ir;
  };

export const name: Rule = node => at(node, { kind: 'name', name: node.text });

/** Numbers with `_` or `'` between digits, hex, octal, binary, and type suffixes. */
export function parseNumber(text: string): number {
  const digits = text.replace(/[_']/g, '');
  const prefixed = /^0[xX][0-9a-fA-F]+|^0[bB][01]+|^0[oO][0-7]+/.exec(digits);
  if (prefixed) return Number(prefixed[0]);
  const octal = /^0[0-7]+(?=[uUlL]*$)/.exec(digits);
  if (octal) return Number.parseInt(octal[0], 8);
  return Number.parseFloat(digits);
}

export const number: Rule = node => at(node, { kind: 'literal', value: parseNumber(node.text) });
export const text: Rule = node =>
  at(node, { kind: 'literal', value: node.text.replace(/^\w*["'`]+|["'`]+$/g, '') });
export const truth =
  (value: boolean): Rule =>
  node =>
    at(node, { kind: 'literal', value });
export const nothing: Rule = node => at(node, { kind: 'literal', value: null });

/** A call whose callee is one node (`function`): a name, or a member whose object is the receiver. */
export function call(callee = 'function', args = 'arguments'): Rule {
  return (node, to) => callOf(node, to.field(node, callee), argumentsOf(node, to, args));
}

/** The arguments in a field's list node. */
export function argumentsOf(node: Node, to: Lowering, field = 'arguments'): Ir[] {
  const list = node.childForFieldName(field);
  return list ? to.children(list) : [];
}

/** A call from an already lowered callee. */
export function callOf(node: Node, callee: Ir | null, args: Ir[]): Ir {
  const shape = { kind: 'call', args, creates: false } as const;
  if (callee?.kind === 'name') return at(node, { ...shape, name: callee.name, receiver: null });
  if (callee?.kind === 'member') return at(node, { ...shape, name: callee.name, receiver: callee.object });
  return at(node, { ...shape, name: '', receiver: callee });
}

/** A call with receiver and name in fields of their own (Java). */
export function methodCall(receiver = 'object', method = 'name', args = 'arguments'): Rule {
  return (node, to) =>
    at(node, {
      kind: 'call',
      name: node.childForFieldName(method)?.text ?? '',
      receiver: to.field(node, receiver),
      args: argumentsOf(node, to, args),
      creates: false,
    });
}

/** `java.io.File<T>` → `File`; `std::fs::File` → `File`; keeps pointers and arrays off. */
export function bareType(text: string): string {
  const plain = text.replace(/<[\s\S]*>/g, '').replace(/[[\]*&?!]/g, ' ');
  const last = plain.trim().split(/\s+/).pop() ?? '';
  return last.split(/\.|::/).pop() ?? '';
}

export function create(type = 'type', args = 'arguments'): Rule {
  return (node, to) =>
    at(node, {
      kind: 'call',
      name: bareType(node.childForFieldName(type)?.text ?? ''),
      receiver: null,
      args: argumentsOf(node, to, args),
      creates: true,
    });
}

/** An allocation of a buffer: a call named `#buffer` with the size as its argument. */
export function buffer(node: Node, size: Ir | null): Ir {
  return at(node, { kind: 'call', name: '#buffer', receiver: null, args: size ? [size] : [], creates: true });
}

export function member(object: string, field: string): Rule {
  return (node, to) => {
    const whole = to.field(node, object);
    const name = node.childForFieldName(field)?.text ?? '';
    return whole ? at(node, { kind: 'member', object: whole, name }) : at(node, { kind: 'name', name });
  };
}

export function index(object: string, ...indices: string[]): Rule {
  return (node, to) =>
    at(node, {
      kind: 'index',
      object: to.field(node, object) ?? empty(node),
      indices: indices.flatMap(field => to.fields(node, field)),
      slice: false,
    });
}

/** A slice from `start` (0 where the field is empty) to `end`. */
export function slice(object: string, start: string, end: string): Rule {
  return (node, to) =>
    sliceOf(node, to.field(node, object) ?? empty(node), to.field(node, start), to.field(node, end));
}

/** A slice from lowered parts, for grammars without fields. */
export function sliceOf(node: Node, object: Ir, start: Ir | null, end: Ir | null): Ir {
  const from = start ?? at(node, { kind: 'literal', value: 0 });
  return at(node, { kind: 'index', object, indices: end ? [from, end] : [from], slice: true });
}

/** An assignment; the operator is read from the field `operator` or from the first unnamed child. */
export function assign(target = 'left', value = 'right'): Rule {
  return (node, to) =>
    at(node, {
      kind: 'assign',
      targets: to.fields(node, target),
      operator: operatorOf(node) ?? '=',
      value: to.field(node, value),
      declares: false,
      type: null,
    });
}

/** A declaration of names already taken from the grammar's own shapes. */
export function declare(node: Node, targets: Ir[], value: Ir | null, type: string | null): Assign {
  return at(node, { kind: 'assign', targets, operator: '=', value, declares: true, type }) as Assign;
}

/** A declaration of one name by fields; an empty `type` is inferred. */
export function declaration(nameField: string, valueField: string, typeField: string): Rule {
  return (node, to) => {
    const type = node.childForFieldName(typeField)?.text ?? null;
    return declare(node, to.fields(node, nameField), to.field(node, valueField), type);
  };
}

function operatorOf(node: Node): string | null {
  const written = node.childForFieldName('operator');
  if (written) return written.text;
  return node.children.find(part => part && !part.isNamed && !/^[()[\]{};,]$/.test(part.type))?.type ?? null;
}

/** A unary or binary operation: all named children are operands. */
export const operation: Rule = (node, to) =>
  at(node, {
    kind: 'operation',
    operator: operatorOf(node) ?? '',
    operands: to.children(node).filter(part => !isOperatorNode(node, part)),
  });

function isOperatorNode(node: Node, part: Ir): boolean {
  const operator = node.childForFieldName('operator');
  return operator?.isNamed === true && operator.startIndex === part.start && operator.endIndex === part.end;
}

/** `x++`, `--x` as `x += 1`, `x -= 1`. */
export const update: Rule = (node, to) =>
  at(node, {
    kind: 'assign',
    targets: to.children(node).slice(0, 1),
    operator: node.text.includes('++') ? '+=' : '-=',
    value: at(node, { kind: 'literal', value: 1 }),
    declares: false,
    type: null,
  });

export function conditional(
  condition = 'condition',
  consequence = 'consequence',
  otherwise = 'alternative',
): Rule {
  return (node, to) =>
    at(node, {
      kind: 'if',
      condition: to.field(node, condition) ?? empty(node),
      consequence: to.field(node, consequence),
      otherwise: to.field(node, otherwise),
    });
}

export interface LoopFields {
  setup?: string;
  condition?: string;
  update?: string;
  body?: string;
  element?: string;
  over?: string;
  /** `do … while`. */
  testsAfter?: true;
}

/** Any loop by the names of its fields; a field left out is empty. */
export function loop(fields: LoopFields): Rule {
  return (node, to) =>
    at(node, {
      kind: 'loop',
      setup: fields.setup ? to.fields(node, fields.setup) : [],
      condition: fields.condition ? to.field(node, fields.condition) : null,
      update: fields.update ? to.fields(node, fields.update) : [],
      body: to.field(node, fields.body ?? 'body') ?? empty(node),
      ...(fields.testsAfter && { testsAfter: true }),
      element: fields.element ? to.field(node, fields.element) : null,
      over: fields.over ? to.field(node, fields.over) : null,
    });
}

export const block: Rule = (node, to) => at(node, { kind: 'block', body: to.children(node) });

export function jump(word: Jump['word']): Rule {
  return (node, to) => at(node, { kind: 'jump', word, value: to.children(node)[0] ?? null });
}

/** The parts of a `try`, and of what opens something for the length of a block; what is left out is empty. */
export function attempt(node: Node, parts: Omit<Partial<Try>, 'body'> & { body: Ir | null }): Ir {
  return at(node, {
    kind: 'try',
    resources: parts.resources ?? [],
    body: parts.body ?? empty(node),
    handlers: parts.handlers ?? [],
    otherwise: parts.otherwise ?? null,
    finalizer: parts.finalizer ?? null,
  });
}

/** A function from its name, its parameters (declarations) and its body. */
export function func(node: Node, name: string | null, parameters: Ir[], body: Ir | null): Func {
  const declared = parameters.filter((part): part is Assign => part.kind === 'assign');
  return at(node, { kind: 'function', name, parameters: declared, body }) as Func;
}

import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import type { Lowering, Rule } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import { declare } from '../../syntax/loweringRules';

/** How patterns, parameters and fields bind names. */

export const parts = (node: Node): Node[] =>
  node.namedChildren.filter((part): part is Node => part !== null && !part.isExtra);

/** The parts of a result that stand for it where a pattern takes it apart: they are bound first. */
const resultFields = ['value', 'bytesRead', 'bytesWritten'];

interface Bound {
  targets: Ir[];
  fields?: string[];
}

/** The names a pattern binds, the one that stands for the result first. */
export function boundBy(node: Node, to: Lowering): Bound {
  if (node.type !== 'object_pattern') return { targets: [to.lower(node)] };
  const bound = parts(node).map(part => {
    const key = part.childForFieldName('key')?.text ?? part.childForFieldName('left')?.text ?? part.text;
    const held = part.childForFieldName('value') ?? part.childForFieldName('left') ?? part;
    const inner = held.type === 'assignment_pattern' ? (held.childForFieldName('left') ?? held) : held;
    // A default, or the rest of the fields, is no field of the result.
    const plain = inner === held && !/^(object_assignment|rest)_pattern$/.test(part.type);
    return { key, field: plain ? key : '', target: to.lower(inner) };
  });
  const rank = (key: string): number => (resultFields.includes(key) ? 0 : 1);
  bound.sort((a, b) => rank(a.key) - rank(b.key));
  return { targets: bound.map(({ target }) => target), fields: bound.map(({ field }) => field) };
}

/** A declaration of what a pattern binds. */
export function declareBound(
  node: Node,
  { targets, fields }: Bound,
  more: { value: Ir | null; type: string | null },
): Ir {
  const declared = declare(node, targets, more.value, more.type);
  return fields ? { ...declared, fields } : declared;
}

/** The written type of a declaration, without its colon. */
const typeOf = (node: Node): string | null =>
  node.childForFieldName('type')?.text.replace(/^\s*:\s*/, '') ?? null;

/** `const [a, b] = [x, y]` are two declarations. */
export function declarator(node: Node, to: Lowering): Ir {
  const pattern = node.childForFieldName('name')!;
  const value = node.childForFieldName('value');
  if (pattern.type === 'array_pattern' && value?.type === 'array') {
    const targets = parts(pattern);
    const values = parts(value);
    const pairs = targets.map((target, place) =>
      declare(node, [to.lower(target)], values[place] ? to.lower(values[place]) : null, null),
    );
    return at(node, { kind: 'block', body: pairs });
  }
  const bound = pattern.type === 'array_pattern' ? { targets: to.children(pattern) } : boundBy(pattern, to);
  return declareBound(node, bound, { value: value ? to.lower(value) : null, type: typeOf(node) });
}

export function assignment(node: Node, to: Lowering): Ir {
  const left = node.childForFieldName('left')!;
  const field = left.type === 'member_expression' && left.childForFieldName('object')?.type === 'this';
  return at(node, {
    kind: 'assign',
    ...boundBy(left, to),
    operator: '=',
    value: to.field(node, 'right'),
    declares: field,
    type: null,
  });
}

export const field: Rule = (node, to) => {
  const named = node.childForFieldName('property') ?? node.childForFieldName('name') ?? node;
  const target = at(named, { kind: 'name', name: named.text });
  return declare(node, [target], to.field(node, 'value'), typeOf(node));
};

/** A parameter of TypeScript, with its type; `private` ones are fields as well. */
export const parameter: Rule = (node, to) => {
  const pattern = node.childForFieldName('pattern') ?? node;
  return declareBound(node, boundBy(pattern, to), { value: to.field(node, 'value'), type: typeOf(node) });
};

export function parameters(node: Node, to: Lowering): Ir[] {
  const single = node.childForFieldName('parameter');
  const list = single ? [single] : parts(node.childForFieldName('parameters') ?? node);
  const types = parameterTypes(node);
  return list
    .filter(part => part.childForFieldName('pattern')?.type !== 'this')
    .map((part, place) => {
      if (part.childForFieldName('pattern')) return to.lower(part);
      const left = part.type === 'assignment_pattern' ? part.childForFieldName('left')! : part;
      return declareBound(part, boundBy(left, to), { value: null, type: types[place] ?? null });
    });
}

/** What Node hands to a callback: the socket of a connection, a request and its response. */
function parameterTypes(node: Node): string[] {
  const called = node.parent?.type === 'arguments' ? node.parent.parent : null;
  const callee = called?.childForFieldName('function')?.text ?? '';
  if (/\bnet\.createServer$/.test(callee)) return ['Socket'];
  if (/\btls\.createServer$/.test(callee)) return ['TLSSocket'];
  if (/\b(https?|http2)\.create(Secure)?Server$/.test(callee)) return ['IncomingMessage', 'ServerResponse'];
  if (/\bhttps?\.(get|request)$/.test(callee)) return ['IncomingMessage'];
  return [];
}

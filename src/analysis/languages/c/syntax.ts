import type { Node } from 'web-tree-sitter';
import type { Outliving } from '../../source/languageTables';
import type { Ir } from '../../syntax/ir';
import type { Lowering, Rules } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import {
  assign,
  block,
  buffer,
  call,
  conditional,
  declare,
  func,
  goTo,
  index,
  jump,
  labelled,
  loop,
  member,
  name,
  nothing,
  number,
  operation,
  text,
  transparent,
  truth,
  update,
  wrapped,
} from '../../syntax/loweringRules';

/** The lowering rules C and C++ share. */

/** The layer around a call whose name begins with `::`, as C++ has it. */
export const globalScope = 'global_scope';

/** What a declarator declares: its name, and the size where it is an array. */
function declared(node: Node): { name: Node; size: Node | null; pointers: string } {
  let inner = node;
  let size: Node | null = null;
  let pointers = '';
  for (let next = inside(inner); next; next = inside(inner)) {
    if (inner.type === 'array_declarator') size = inner.childForFieldName('size') ?? size;
    if (inner.type === 'pointer_declarator') pointers += '*';
    if (inner.type === 'reference_declarator') pointers += '&';
    inner = next;
  }
  return { name: inner, size, pointers };
}

function inside(node: Node): Node | null {
  const direct = node.childForFieldName('declarator');
  if (direct) return direct;
  return /declarator$/.test(node.type) ? (node.namedChildren[0] ?? null) : null;
}

function declareOne(node: Node, type: string, to: Lowering): Ir {
  const inner = node.type === 'init_declarator' ? (node.childForFieldName('declarator') ?? node) : node;
  const value = node.type === 'init_declarator' ? node.childForFieldName('value') : null;
  const found = declared(inner);
  const target = at(found.name, { kind: 'name', name: found.name.text });
  const initial = found.size
    ? arrayOf(node, type + found.pointers, to.lower(found.size))
    : value
      ? to.lower(value)
      : null;
  const isInferred = type === 'auto' && !found.pointers.includes('&');
  return declare(node, [target], initial, isInferred ? null : type + found.pointers);
}

/** An array's allocation: its length times the size of an element; of no known size where that is not known. */
function arrayOf(node: Node, element: string, length: Ir): Ir {
  const each = bytesOf(element);
  if (each === 1 || each === null) return buffer(node, each && length);
  const size = at(node, { kind: 'literal', value: each });
  return buffer(node, at(node, { kind: 'operation', operator: '*', operands: [length, size] }));
}

/** Bytes of a type on 64-bit Linux; null where the name does not tell. */
function bytesOf(type: string): number | null {
  if (type.includes('*')) return 8;
  if (/char|byte|int8|^[us]8$|\bu_?ch\b|octet|^void$/i.test(type)) return 1;
  if (/short|int16|^[us]16$/.test(type)) return 2;
  if (/\blong\b|size_t|off_t|int64|^[us]64$|double|time_t|intmax_t|intptr_t/.test(type)) return 8;
  return /\bint\b|unsigned|int32|^[us]32$|float/.test(type) ? 4 : null;
}

export function cDeclaration(node: Node, to: Lowering): Ir {
  const type = node.childForFieldName('type')?.text ?? '';
  const parts = node
    .childrenForFieldName('declarator')
    .filter(part => part !== null && part.type !== 'function_declarator')
    .map(part => declareOne(part!, type, to));
  return parts.length === 1 ? wrapped(node, parts[0]!) : at(node, { kind: 'block', body: parts });
}

/** `static long total`, `volatile long total`, `__attribute__((cleanup(close_it))) int in`. */
export function outlives(node: Node): Outliving | null {
  let declaration: Node | null = node;
  while (declaration && declaration.type !== 'declaration') declaration = declaration.parent;
  const parts = (declaration?.namedChildren ?? []).filter(part => part !== null);
  const has = (type: string, words: RegExp): boolean =>
    parts.some(part => part.type === type && words.test(part.text));
  if (has('attribute_specifier', /cleanup/)) return 'cleaned';
  const isKept = has('storage_class_specifier', /^(static|extern|thread_local|_Thread_local|__thread)$/);
  return isKept || has('type_qualifier', /^(volatile|_Atomic)$/) ? 'kept' : null;
}

export function cFunction(node: Node, to: Lowering): Ir {
  let declarator = node.childForFieldName('declarator');
  while (declarator && declarator.type !== 'function_declarator') declarator = inside(declarator);
  const list = declarator?.childForFieldName('parameters');
  const label = declarator?.childForFieldName('declarator')?.text.split('::').pop() ?? null;
  return func(node, label, list ? to.children(list) : [], to.field(node, 'body'));
}

/** `#define SIZE (64 * 1024)`: the grammar keeps the value as text. */
function macro(node: Node): Ir {
  const target = node.childForFieldName('name')!;
  const value = node.childForFieldName('value');
  const amount = value ? constantOf(value.text) : null;
  return declare(
    node,
    [at(target, { kind: 'name', name: target.text })],
    value && amount !== null
      ? at(value, { kind: 'literal', value: amount })
      : value && /^\w+$/.test(value.text.trim())
        ? at(value, { kind: 'name', name: value.text.trim() })
        : null,
    null,
  );
}

/** The value of a sum of products and shifts of numbers; null for anything else. */
export function constantOf(text: string): number | null {
  const plain = text
    .replace(/\/\*.*?\*\/|\/\/.*$/g, '')
    .replace(/\((?:size_t|int|unsigned|long|ssize_t)\)/g, '')
    .replace(/[()\s]/g, '');
  if (!/^[\dxXa-fA-FuUlL*<+]+$/.test(plain)) return null;
  const product = (part: string): number =>
    part
      .split('*')
      .map(digits => Number(digits.replace(/[uUlL]+$/, '')))
      .reduce((a, b) => a * b);
  const shifted = (part: string): number =>
    part
      .split('<<')
      .map(product)
      .reduce((a, b) => a * 2 ** b);
  const sum = plain
    .split('+')
    .map(shifted)
    .reduce((a, b) => a + b);
  return Number.isSafeInteger(sum) ? sum : null;
}

/** `sizeof buf` keeps its operand; of a plain type it is its size. */
function size(node: Node, to: Lowering): Ir {
  const type = node.childForFieldName('type');
  if (type)
    return at(node, {
      kind: 'literal',
      value: bytesOf(type.text),
    });
  return at(node, { kind: 'operation', operator: 'sizeof', operands: to.children(node) });
}

/** A statement of a name alone does something only where the name is a macro. */
function statement(node: Node, to: Lowering): Ir {
  const inner = node.namedChildren.find(part => part && !part.isExtra);
  if (inner?.type !== 'identifier') return transparent()(node, to);
  return at(node, { kind: 'call', name: inner.text, receiver: null, args: [], creates: false });
}

/** What other names stand for: `getchar()` is `getc(stdin)`, `putchar(c)` is `putc(c, stdout)`: so the standard has it. */
function cCall(node: Node, to: Lowering): Ir {
  const made = call()(node, to);
  if (made.kind !== 'call' || made.receiver) return made;
  const stream = (name: string): Ir => at(node, { kind: 'name', name });
  if (/^getchar(_unlocked)?$/.test(made.name) && made.args.length === 0)
    return { ...made, name: 'getc', args: [stream('stdin')] };
  if (/^putchar(_unlocked)?$/.test(made.name) && made.args.length === 1)
    return { ...made, name: 'putc', args: [...made.args, stream('stdout')] };
  if (/^v?printf$/.test(made.name))
    return { ...made, name: 'fprintf', args: [stream('stdout'), ...made.args] };
  const [first, ...others] = made.args;
  // `min_t(size_t, a, b)` has the type first.
  if (first && /^(\w+_)?(min|minimum|least)(_\w+)?$/i.test(made.name))
    return { ...made, name: 'min', args: others.length > 1 ? others : made.args };
  return made;
}

export const cNodes: Rules = {
  identifier: name,
  field_identifier: name,
  type_identifier: name,
  number_literal: number,
  char_literal: text,
  string_literal: text,
  true: truth(true),
  false: truth(false),
  null: nothing,
  parenthesized_expression: transparent(),
  cast_expression: transparent('value'),
  expression_statement: statement,
  call_expression: cCall,
  field_expression: member('argument', 'field'),
  subscript_expression: index('argument', 'index'),
  assignment_expression: assign(),
  update_expression: update,
  binary_expression: operation,
  unary_expression: operation,
  pointer_expression: operation,
  sizeof_expression: size,
  conditional_expression: (node, to) =>
    at(node, { kind: 'operation', operator: '?:', operands: to.children(node) }),
  declaration: cDeclaration,
  parameter_declaration: cDeclaration,
  enumerator: (node, to) => declare(node, to.fields(node, 'name'), to.field(node, 'value'), null),
  preproc_def: macro,
  function_definition: cFunction,
  if_statement: conditional(),
  else_clause: transparent(),
  while_statement: loop({ condition: 'condition' }),
  do_statement: loop({ condition: 'condition', testsAfter: true }),
  for_statement: loop({ setup: 'initializer', condition: 'condition', update: 'update' }),
  compound_statement: block,
  return_statement: jump('return'),
  break_statement: jump('break'),
  continue_statement: jump('continue'),
  goto_statement: goTo,
  labeled_statement: labelled,
};

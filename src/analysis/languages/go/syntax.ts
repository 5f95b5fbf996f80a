import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import type { Lowering, Rules } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import {
  addressed,
  block,
  buffer,
  call,
  index,
  member,
  name,
  nothing,
  number,
  operation,
  slice,
  text,
  transparent,
  truth,
} from '../../syntax/loweringRules';
import {
  assignment,
  declaration,
  declarations,
  fieldDeclaration,
  goFunction,
  targetsOf,
} from './declarations';
import { goReturn, leave, tupleOf } from './jumps';
import { choice, conditional, forStatement } from './statements';

/** `*os.File` → `os.File`, `[]io.Reader` → `io.Reader`: types of Go differ by their package. */
export function goTypeName(written: string): string {
  return written.replace(/\[[^\]]*\]|[*&\s]|^chan\b|<-/g, '');
}

/** The type a method belongs to. */
export function goOwner(node: Node): string | null {
  const receiver = node.childForFieldName('receiver')?.namedChildren[0]?.childForFieldName('type');
  return receiver ? goTypeName(receiver.text) : null;
}

/** `&T{a, b: c}` makes a T out of the values; `[]byte{1, 2}` a buffer. */
function composite(node: Node, to: Lowering): Ir {
  const type = node.childForFieldName('type');
  if (type && /^(\[\]|\[.*\])(byte|uint8)$/.test(type.text)) return buffer(node, null);
  const values = (node.childForFieldName('body')?.namedChildren ?? []).filter(part => part && !part.isExtra);
  return at(node, {
    kind: 'call',
    name: type?.type === 'struct_type' ? `struct{${fieldTypes(type)}}` : goTypeName(type?.text ?? ''),
    receiver: null,
    args: values.map(part => to.lower((part!.childForFieldName('value') ?? part)!)),
    creates: true,
  });
}

const fieldTypes = (type: Node): string =>
  type
    .descendantsOfType('field_declaration')
    .map(field => field?.childForFieldName('type')?.text ?? '')
    .join(';');

/** `x.(*net.TCPConn)` is an end of that type; `pool.Get().([]byte)` a buffer of unknown size. */
function assertion(node: Node, to: Lowering): Ir {
  const type = node.childForFieldName('type')?.text ?? '';
  if (/\](byte|uint8)$/.test(type)) return buffer(node, null);
  const operand = to.field(node, 'operand');
  return at(node, {
    kind: 'call',
    name: goTypeName(type),
    receiver: null,
    args: operand ? [operand] : [],
    creates: true,
  });
}

/** `make([]byte, n)` and `new([n]byte)` are buffers, everything else a call. */
function goCall(node: Node, to: Lowering): Ir {
  const callee = node.childForFieldName('function')?.text;
  const args = (node.childForFieldName('arguments')?.namedChildren ?? []).filter(
    part => part && !part.isExtra,
  );
  const type = args[0]?.text ?? '';
  if (callee === 'make' && /^\[\](byte|uint8)$/.test(type)) {
    // A slice without length has no room, whatever it could grow to.
    return buffer(node, args[1] && args[1].text !== '0' ? to.lower(args[1]) : null);
  }
  if (callee === 'new' && args[0]?.type === 'array_type') return buffer(node, to.field(args[0], 'length'));
  return call()(node, to);
}

function unary(node: Node, to: Lowering): Ir {
  const operator = node.childForFieldName('operator')?.text;
  if (operator === '&') return addressed('operand')(node, to);
  // What a pool's pointer leads to goes by the pointer's name.
  return operator === '*' ? transparent('operand')(node, to) : operation(node, to);
}

const step = (node: Node, to: Lowering): Ir =>
  at(node, {
    kind: 'assign',
    targets: targetsOf(node.namedChildren[0] ?? null, to),
    operator: node.type === 'inc_statement' ? '+=' : '-=',
    value: at(node, { kind: 'literal', value: 1 }),
    declares: false,
    type: null,
  });

/** `ch <- buf[:n]` hands the bytes to somebody else. */
const send = (node: Node, to: Lowering): Ir =>
  at(node, { kind: 'call', name: '#send', receiver: null, args: to.children(node), creates: false });

export const goNodes: Rules = {
  identifier: name,
  field_identifier: name,
  package_identifier: name,
  type_identifier: name,
  int_literal: number,
  float_literal: number,
  interpreted_string_literal: text,
  raw_string_literal: text,
  rune_literal: text,
  true: truth(true),
  false: truth(false),
  nil: nothing,
  parenthesized_expression: transparent(),
  expression_statement: transparent(),
  literal_element: transparent(),
  labeled_statement: transparent(),
  type_conversion_expression: transparent('operand'),
  call_expression: goCall,
  selector_expression: member('operand', 'field'),
  index_expression: index('operand', 'index'),
  slice_expression: slice('operand', 'start', 'end'),
  type_assertion_expression: assertion,
  composite_literal: composite,
  unary_expression: unary,
  binary_expression: operation,
  assignment_statement: assignment,
  short_var_declaration: assignment,
  send_statement: send,
  inc_statement: step,
  dec_statement: step,
  expression_list: (node, to) => {
    const values = to.children(node);
    return values.length === 1 ? values[0]! : tupleOf(node, values);
  },
  var_declaration: declarations,
  const_declaration: declarations,
  var_spec_list: block,
  defer_statement: (node, to) =>
    at(node, { kind: 'defer', body: to.children(node)[0] ?? at(node, { kind: 'block', body: [] }) }),
  var_spec: declaration,
  const_spec: declaration,
  field_declaration: fieldDeclaration,
  parameter_declaration: declaration,
  function_declaration: goFunction,
  method_declaration: goFunction,
  func_literal: goFunction,
  block,
  statement_list: block,
  if_statement: conditional,
  expression_switch_statement: choice,
  for_statement: forStatement,
  return_statement: goReturn,
  break_statement: leave('break'),
  continue_statement: leave('continue'),
  goto_statement: leave('goto'),
};

import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import type { Lowering, Rules } from '../../syntax/lowering';
import {
  addressed,
  at,
  block,
  buffer,
  call,
  declare,
  func,
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
  wrapped,
} from '../../syntax/lowering';
import { goReturn, leave, tupleOf } from './jumps';

/** `*os.File` → `os.File`, `[]io.Reader` → `io.Reader`: Go tells types apart by their package. */
export function goTypeName(written: string): string {
  return written.replace(/\[[^\]]*\]|[*&\s]|^chan\b|<-/g, '');
}

/** Names and values of a list, whether or not there is a list node around them. */
function listed(node: Node | null, to: Lowering): Ir[] {
  if (!node) return [];
  return node.type === 'expression_list' ? to.children(node) : [to.lower(node)];
}

/** What is assigned: `*total` is what a pointer leads to, not the pointer. */
function targetsOf(list: Node | null, to: Lowering): Ir[] {
  const parts = (list?.type === 'expression_list' ? list.namedChildren : [list]).filter(
    (part): part is Node => part !== null && !part.isExtra,
  );
  return parts.map(part =>
    part.type === 'unary_expression' && part.childForFieldName('operator')?.text === '*'
      ? operation(part, to)
      : to.lower(part),
  );
}

/** `a, b := f()` is one assignment of two targets; `a, b := x, y` are two. */
function assignment(node: Node, to: Lowering): Ir {
  const targets = targetsOf(node.childForFieldName('left'), to);
  const values = listed(node.childForFieldName('right'), to);
  const operator = node.childForFieldName('operator')?.text ?? '=';
  const declares = node.type === 'short_var_declaration';
  const one = (some: Ir[], value: Ir | null): Ir =>
    at(node, {
      kind: 'assign',
      targets: some,
      operator: declares ? '=' : operator,
      value,
      declares,
      type: null,
    });
  // In `a, b = b, a` both values are those from before.
  if (targets.length > 1 && targets.length === values.length && mentions(targets, values.slice(1)))
    return one(targets, tupleOf(node, values));
  return pairs(node, targets, values, one);
}

const mentions = (targets: Ir[], values: Ir[]): boolean =>
  values.some(value => [...walk(value)].some(part => targets.some(target => isSamePlace(target, part))));
const isSamePlace = (a: Ir, b: Ir): boolean => keyOf(a) !== null && keyOf(a) === keyOf(b);

function pairs(node: Node, targets: Ir[], values: Ir[], one: (targets: Ir[], value: Ir | null) => Ir): Ir {
  if (targets.length < 2 || targets.length !== values.length) return one(targets, values[0] ?? null);
  return at(node, {
    kind: 'block',
    body: targets.map((target, position) => one([target], values[position]!)),
  });
}

/** `var a, b T = x, y`, `const c = 1`, struct fields, parameters. A `[n]byte` is a buffer of that size. */
function declaration(node: Node, to: Lowering): Ir {
  const type = node.childForFieldName('type');
  const targets = to.fields(node, 'name');
  const values = listed(node.childForFieldName('value'), to);
  const isBytes =
    type?.type === 'array_type' && /^(byte|uint8)$/.test(type.childForFieldName('element')?.text ?? '');
  if (isBytes && values.length === 0) values.push(buffer(type!, to.field(type!, 'length')));
  return pairs(node, targets, values, (some, value) => declare(node, some, value, type?.text ?? null));
}

const fieldDeclaration = (node: Node, to: Lowering): Ir =>
  declare(node, to.fields(node, 'name'), null, node.childForFieldName('type')?.text ?? null);

/** One declaration for each name: `dst, src *os.File` are two parameters. */
function parameters(list: Node | null, to: Lowering): Ir[] {
  const declared = (list?.namedChildren ?? []).filter((part): part is Node => part !== null && !part.isExtra);
  return declared.flatMap(part => {
    const type = part.childForFieldName('type')?.text ?? null;
    const names = to.fields(part, 'name');
    return names.length > 0
      ? names.map(target => declare(part, [target], null, type))
      : [declare(part, [], null, type)];
  });
}

/** The receiver is declared at the head of the body, so that it is no argument's place. */
function goFunction(node: Node, to: Lowering): Ir {
  const body = to.field(node, 'body');
  const receiver = parameters(node.childForFieldName('receiver'), to);
  const results = node.childForFieldName('result');
  const named = results?.type === 'parameter_list' ? parameters(results, to) : [];
  const inner = body && at(node, { kind: 'block', body: [...receiver, ...named, body] });
  return func(
    node,
    node.childForFieldName('name')?.text ?? null,
    parameters(node.childForFieldName('parameters'), to),
    inner,
  );
}

/** The type a method belongs to. */
export function goOwner(node: Node): string | null {
  const receiver = node.childForFieldName('receiver')?.namedChildren[0]?.childForFieldName('type');
  return receiver ? goTypeName(receiver.text) : null;
}

/** Puts an initializer (`if n, err := r.Read(b); n > 0`) before its statement. */
function after(node: Node, to: Lowering, statement: Ir): Ir {
  const first = to.field(node, 'initializer');
  return first ? at(node, { kind: 'block', body: [first, statement] }) : statement;
}

function conditional(node: Node, to: Lowering): Ir {
  const statement = at(node, {
    kind: 'if',
    condition: to.field(node, 'condition') ?? at(node, { kind: 'literal', value: true }),
    consequence: to.field(node, 'consequence'),
    otherwise: to.field(node, 'alternative'),
  });
  return after(node, to, statement);
}

/** A switch as a chain of conditions, its default last. */
function choice(node: Node, to: Lowering): Ir {
  const value = node.childForFieldName('value');
  const cases = (node.namedChildren ?? []).filter(
    part => part !== null && /_case$/.test(part.type),
  ) as Node[];
  const rest = cases.find(part => part.type === 'default_case');
  let chain: Ir | null = rest ? caseBody(rest, to) : null;
  for (const part of cases.filter(one => one !== rest).reverse()) {
    const tests = listed(part.childForFieldName('value'), to);
    const compared = tests.map(test =>
      value
        ? at(part, { kind: 'operation', operator: '==', operands: [to.field(node, 'value')!, test] })
        : test,
    );
    const condition =
      compared.length === 1
        ? compared[0]!
        : at(part, { kind: 'operation', operator: '||', operands: compared });
    chain = at(part, { kind: 'if', condition, consequence: caseBody(part, to), otherwise: chain });
  }
  const body = chain ? [chain] : [];
  return after(node, to, at(node, { kind: 'block', body }));
}

function caseBody(node: Node, to: Lowering): Ir {
  const value = node.childForFieldName('value')?.id;
  const type = node.childForFieldName('type')?.id;
  const parts = node.namedChildren.filter(
    part => part && part.id !== value && part.id !== type && !part.isExtra,
  );
  return at(node, { kind: 'block', body: parts.map(part => to.lower(part!)) });
}

function forStatement(node: Node, to: Lowering): Ir {
  const body = node.childForFieldName('body');
  const head = node.namedChildren.find(part => part && part.id !== body?.id && !part.isExtra) ?? null;
  const shape = {
    kind: 'loop',
    setup: [] as Ir[],
    condition: null as Ir | null,
    update: [] as Ir[],
    body: body ? to.lower(body) : at(node, { kind: 'block', body: [] }),
    element: null as Ir | null,
    over: null as Ir | null,
  } as const;
  if (!head) return at(node, shape);
  if (head.type === 'for_clause')
    return at(node, {
      ...shape,
      setup: to.fields(head, 'initializer'),
      condition: to.field(head, 'condition'),
      update: to.fields(head, 'update'),
    });
  if (head.type !== 'range_clause') return at(node, { ...shape, condition: to.lower(head) });
  const names = listed(head.childForFieldName('left'), to);
  return at(node, {
    ...shape,
    element: names.length > 0 ? declare(head, names, null, null) : null,
    over: to.field(head, 'right'),
  });
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

/** `x.(*net.TCPConn)` is an end of that type; `pool.Get().([]byte)` a buffer nobody knows the size of. */
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

/** `var a int` is one declaration, `var (…)` holds several. */
function declarations(node: Node, to: Lowering): Ir {
  const parts = to.children(node);
  return parts.length === 1 ? wrapped(node, parts[0]!) : at(node, { kind: 'block', body: parts });
}

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

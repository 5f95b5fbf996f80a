import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import type { Lowering, Rule, Rules } from '../../syntax/lowering';
import {
  argumentsOf,
  assign,
  at,
  attempt,
  block,
  buffer,
  callOf,
  conditional,
  declare,
  func,
  index,
  jump,
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
} from '../../syntax/lowering';

/** The lowering rules JavaScript and TypeScript share. */

const parts = (node: Node): Node[] =>
  node.namedChildren.filter((part): part is Node => part !== null && !part.isExtra);

/** The parts of a result that stand for it where a pattern takes it apart: they are bound first. */
const resultFields = ['value', 'bytesRead', 'bytesWritten'];

interface Bound {
  targets: Ir[];
  fields?: string[];
}

/** The names a pattern binds, the one that stands for the result first. */
function boundBy(node: Node, to: Lowering): Bound {
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
function declareBound(
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
function declarator(node: Node, to: Lowering): Ir {
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

function assignment(node: Node, to: Lowering): Ir {
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

/** `this.out = …` declares what every method of the class sees. */
export const declaresField = (node: Node): boolean => {
  const left = node.childForFieldName('left');
  return left?.type === 'member_expression' && left.childForFieldName('object')?.type === 'this';
};

/** Declarations of the module itself. */
export const isTopLevel = (node: Node): boolean => {
  const around = node.parent?.parent;
  return around?.type === 'program' || around?.type === 'export_statement';
};

const field: Rule = (node, to) => {
  const named = node.childForFieldName('property') ?? node.childForFieldName('name') ?? node;
  const target = at(named, { kind: 'name', name: named.text });
  return declare(node, [target], to.field(node, 'value'), typeOf(node));
};

/** A parameter of TypeScript, with its type; `private` ones are fields as well. */
const parameter: Rule = (node, to) => {
  const pattern = node.childForFieldName('pattern') ?? node;
  return declareBound(node, boundBy(pattern, to), { value: to.field(node, 'value'), type: typeOf(node) });
};

function parameters(node: Node, to: Lowering): Ir[] {
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

function definition(node: Node, to: Lowering): Ir {
  const label = node.childForFieldName('name')?.text ?? null;
  const made = func(node, label, parameters(node, to), to.field(node, 'body'));
  const isLater = node.children.some(part => part?.type === 'async' || part?.type === '*');
  return isLater ? { ...made, runsLater: true } : made;
}

/** `Buffer.alloc(n)`, and `new Uint8Array(n)` where n is plainly a number. */
const allocators = /^Buffer\.alloc(Unsafe|UnsafeSlow)?$/;
const byteArrays = /^(Uint8Array|ArrayBuffer|SharedArrayBuffer|Buffer)$/;

function jsCall(node: Node, to: Lowering): Ir {
  const callee = node.childForFieldName('function');
  const handled = callee ? dataHandler(node, callee, to) : null;
  if (handled) return handled;
  const args = argumentsIn(node, to);
  if (callee && allocators.test(callee.text)) return buffer(node, args[0] ?? null);
  const plain = callee?.type === 'member_expression' ? plainMember(callee, to) : callee && to.lower(callee);
  const made = callOf(node, plain, args);
  const optional = [node, callee].map(part => part?.children.find(child => child?.type === 'optional_chain'));
  const mark = optional.find(Boolean);
  return mark ? wrapped(mark, made) : made;
}

function argumentsIn(node: Node, to: Lowering): Ir[] {
  return node.childForFieldName('arguments')?.type === 'arguments' ? argumentsOf(node, to) : [];
}

const plainMember = member('object', 'property');

/** `stream.on('data', chunk => …)`: a loop over the stream's chunks; a handler with a name is called with each. */
function dataHandler(node: Node, callee: Node, to: Lowering): Ir | null {
  if (callee.type !== 'member_expression') return null;
  if (!/^(on|addListener)$/.test(callee.childForFieldName('property')?.text ?? '')) return null;
  const [event, handler] = parts(node.childForFieldName('arguments') ?? node);
  if (!handler || event?.type !== 'string' || !/^.data.$/.test(event.text)) return null;
  const stream = callee.childForFieldName('object')!;
  const walked = (element: Ir, body: Ir): Ir =>
    at(node, {
      kind: 'loop',
      setup: [],
      condition: null,
      update: [],
      element,
      over: to.lower(stream),
      steps: 'events',
      body,
    });
  if (!/^(arrow_function|function_expression)$/.test(handler.type)) {
    const chunk = (): Ir => at(handler, { kind: 'name', name: '#chunk' });
    return walked(declare(handler, [chunk()], null, null), callOf(handler, to.lower(handler), [chunk()]));
  }
  const [element] = parameters(handler, to);
  const body = to.field(handler, 'body') ?? at(handler, { kind: 'block', body: [] });
  return element ? walked(element, body) : null;
}

function creation(node: Node, to: Lowering): Ir {
  const type = node.childForFieldName('constructor')?.text.split('.').pop() ?? '';
  const args = argumentsIn(node, to);
  const event = type === 'Promise' ? eventAwaited(node, args) : null;
  if (event) return event;
  const size = args[0];
  const isNumber = size?.kind === 'literal' || size?.kind === 'operation';
  if (byteArrays.test(type) && isNumber) return buffer(node, size);
  return at(node, { kind: 'call', name: type, receiver: null, args, creates: true });
}

/** `new Promise(resolve => out.once('drain', resolve))` is `once(out, 'drain')`, but for failures. */
function eventAwaited(node: Node, [executor]: Ir[]): Ir | null {
  if (executor?.kind !== 'function') return null;
  const body = executor.body?.kind === 'block' ? executor.body.body : [executor.body];
  const [call] = body;
  if (body.length !== 1 || call?.kind !== 'call' || call.name !== 'once' || !call.receiver) return null;
  const resolve = keyOf(executor.parameters[0]?.targets[0] ?? null);
  const [event, handler] = call.args;
  if (call.args.length !== 2 || !event || !resolve || keyOf(handler!) !== resolve) return null;
  return at(node, {
    kind: 'call',
    name: 'once',
    receiver: null,
    args: [call.receiver, event],
    creates: false,
  });
}

/** A reader's result: its `value` is the bytes, its `done` says nothing about them. */
function memberOf(node: Node, to: Lowering): Ir {
  const property = node.childForFieldName('property')?.text ?? '';
  const object = node.childForFieldName('object');
  if (!/^(value|done)$/.test(property) || object?.type !== 'identifier') return plainMember(node, to);
  const args = [to.lower(object)];
  return at(node, { kind: 'call', name: `#${property}`, receiver: null, args, creates: false });
}

/** Tests of a type look at no bytes. */
function operate(node: Node, to: Lowering): Ir {
  const operator = node.childForFieldName('operator')?.text ?? '';
  if (!/^(typeof|instanceof|void|in)$/.test(operator)) return operation(node, to);
  return at(node, {
    kind: 'call',
    name: '#test',
    receiver: null,
    args: to.children(node).slice(0, 1),
    creates: false,
  });
}

/** `for (const x of xs)` and `for await`. */
function forEach(node: Node, to: Lowering): Ir {
  const left = node.childForFieldName('left')!;
  const isAwaited = node.children.some(part => part?.type === 'await');
  return at(node, {
    kind: 'loop',
    setup: [],
    condition: null,
    update: [],
    element: declareBound(left, boundBy(left, to), { value: null, type: null }),
    over: to.field(node, 'right'),
    ...(isAwaited && { steps: 'awaited' }),
    body: to.field(node, 'body') ?? at(node, { kind: 'block', body: [] }),
  });
}

/** The parts of `for (;;)` that are left out are statements of the grammar's own. */
const forLoop: Rule = (node, to) => {
  const made = loop({ setup: 'initializer', condition: 'condition', update: 'increment' })(node, to);
  if (made.kind !== 'loop') return made;
  const isLeftOut = (part: Ir): boolean => part.kind === 'other' && part.type === 'empty_statement';
  const condition = made.condition && !isLeftOut(made.condition) ? made.condition : null;
  return { ...made, setup: made.setup.filter(part => !isLeftOut(part)), condition };
};

/** `start: 10` among options: the key as a text, and the value. */
const pair: Rule = (node, to) => {
  const key = node.childForFieldName('key')!;
  const named = at(key, { kind: 'literal', value: key.text.replace(/^['"]|['"]$/g, '') });
  const value = to.field(node, 'value');
  return at(node, { kind: 'other', type: 'pair', children: value ? [named, value] : [named] });
};

/** `try { … } catch (error) { … } finally { … }`: a handler takes every failure. */
const tryStatement: Rule = (node, to) => {
  const handler = node.childForFieldName('handler');
  const caught = handler?.childForFieldName('parameter');
  const inside = (part: Node | null | undefined): Ir | null => (part ? to.field(part, 'body') : null);
  const handled = handler && {
    types: [],
    variable: caught ? declareBound(caught, boundBy(caught, to), { value: null, type: null }) : null,
    body: inside(handler) ?? at(handler, { kind: 'block', body: [] }),
  };
  return attempt(node, {
    body: to.field(node, 'body'),
    handlers: handled ? [handled] : [],
    finalizer: inside(node.childForFieldName('finalizer')),
  });
};

/** A jump to a label leaves more than one loop. */
const labelledJump =
  (word: 'break' | 'continue'): Rule =>
  node =>
    at(node, { kind: 'jump', word: node.childForFieldName('label') ? 'goto' : word, value: null });

/** `` `data: ${chunk}` `` makes a text of what it shows. */
function template(node: Node, to: Lowering): Ir {
  const shown = parts(node).filter(part => part.type === 'template_substitution');
  if (shown.length === 0) return text(node, to);
  const args = shown.flatMap(part => to.children(part));
  return at(node, { kind: 'call', name: '#format', receiver: null, args, creates: false });
}

/** The first part: what `as`, `!` and `satisfies` stand behind. */
const first: Rule = (node, to) => {
  const [part] = parts(node);
  return part ? wrapped(node, to.lower(part)) : at(node, { kind: 'block', body: [] });
};

const declarations: Rule = (node, to) => {
  const all = to.children(node);
  return all.length === 1 ? wrapped(node, all[0]!) : at(node, { kind: 'block', body: all });
};

export const functionTypes = [
  'function_declaration',
  'function_expression',
  'generator_function_declaration',
  'generator_function',
  'arrow_function',
  'method_definition',
];

export const javascriptNodes: Rules = {
  identifier: name,
  this: name,
  super: name,
  undefined: name,
  shorthand_property_identifier: name,
  shorthand_property_identifier_pattern: name,
  number,
  pair,
  string: text,
  template_string: template,
  true: truth(true),
  false: truth(false),
  null: nothing,
  parenthesized_expression: transparent(),
  expression_statement: transparent(),
  await_expression: transparent(),
  labeled_statement: transparent('body'),
  as_expression: first,
  satisfies_expression: first,
  non_null_expression: first,
  type_assertion: transparent(),
  call_expression: jsCall,
  new_expression: creation,
  member_expression: memberOf,
  subscript_expression: index('object', 'index'),
  lexical_declaration: declarations,
  variable_declaration: declarations,
  variable_declarator: declarator,
  assignment_expression: assignment,
  augmented_assignment_expression: assign(),
  update_expression: update,
  unary_expression: operate,
  binary_expression: operate,
  ternary_expression: (node, to) =>
    at(node, { kind: 'operation', operator: '?:', operands: to.children(node) }),
  field_definition: field,
  public_field_definition: field,
  required_parameter: parameter,
  optional_parameter: parameter,
  try_statement: tryStatement,
  if_statement: conditional(),
  else_clause: transparent(),
  while_statement: loop({ condition: 'condition' }),
  do_statement: loop({ condition: 'condition', testsAfter: true }),
  for_statement: forLoop,
  for_in_statement: forEach,
  ...Object.fromEntries(functionTypes.map(type => [type, definition])),
  statement_block: block,
  return_statement: jump('return'),
  yield_expression: jump('return'),
  break_statement: labelledJump('break'),
  continue_statement: labelledJump('continue'),
  throw_statement: jump('throw'),
};

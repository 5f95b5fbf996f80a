import type { Node } from 'web-tree-sitter';
import type { Call, Handler, Ir } from '../../syntax/ir';
import { walk } from '../../syntax/ir';
import type { Lowering, Rule, Rules } from '../../syntax/lowering';
import {
  assign,
  at,
  attempt,
  block,
  buffer,
  callOf,
  declare,
  func,
  jump,
  name,
  number,
  operation,
  text,
  transparent,
  wrapped,
} from '../../syntax/lowering';

const parts = (node: Node | null): Node[] =>
  (node?.namedChildren ?? []).filter((part): part is Node => part !== null && !part.isExtra);

const last = (node: Node): Node | null => parts(node).at(-1) ?? null;
const first = (node: Node, types: RegExp): Node | null =>
  parts(node).find(part => types.test(part.type)) ?? null;

const types = /^(user_type|nullable_type|parenthesized_type|non_nullable_type)$/;

/** The grammar has no words of its own for literals and jumps; `is` stands in back quotes. */
function identifier(node: Node, to: Lowering): Ir {
  const word = node.text;
  if (word === 'true' || word === 'false') return at(node, { kind: 'literal', value: word === 'true' });
  if (word === 'null') return at(node, { kind: 'literal', value: null });
  if (word === 'break' || word === 'continue') return at(node, { kind: 'jump', word, value: null });
  if (word.startsWith('`')) return at(node, { kind: 'name', name: word.slice(1, -1) });
  return name(node, to);
}

/** `break@outer`; a statement with a label of its own is kept with it. */
function labeled(node: Node, to: Lowering): Ir {
  const [, word, label] = /^(break|continue)@(\w+)$/.exec(node.text) ?? [];
  if (!label) return at(node, { kind: 'other', type: node.type, children: to.children(node) });
  const value = at(node, { kind: 'name', name: label });
  return at(node, { kind: 'jump', word: word as 'break' | 'continue', value });
}

/** Properties that stand for a getter of Java, and are no place to keep anything. */
const getters = /^(inputStream|outputStream|errorStream|channel|responseBody|requestBody)$/;
/** Properties that stand for a call without arguments of the same name. */
const tests = /^(isReady)$/;

function navigation(node: Node, to: Lowering): Ir {
  const [object, ...names] = parts(node);
  const property = names.at(-1)?.text.replace(/`/g, '') ?? '';
  if (!object) return at(node, { kind: 'name', name: property });
  const whole = to.lower(object);
  const called = node.parent?.type === 'call_expression' && parts(node.parent)[0]?.id === node.id;
  if (!called && getters.test(property))
    return at(node, {
      kind: 'call',
      name: `get${property[0]!.toUpperCase()}${property.slice(1)}`,
      receiver: whole,
      args: [],
      creates: false,
    });
  if (!called && tests.test(property))
    return at(node, { kind: 'call', name: property, receiver: whole, args: [], creates: false });
  return at(node, { kind: 'member', object: whole, name: property });
}

/** Functions that run their lambda at once, in place: what it does is done here. */
const inPlace =
  /^(use|let|also|apply|run|with|withContext|runCatching|synchronized|withLock|coroutineScope|supervisorScope|runInterruptible|measureTimeMillis|runBlocking)$/;

function call(node: Node, to: Lowering): Ir {
  const [callee, ...rest] = parts(node);
  if (!callee) return block(node, to);
  const lambda = rest.find(part => part.type === 'annotated_lambda');
  const args = parts(rest.find(part => part.type === 'value_arguments') ?? null).map(part => to.lower(part));
  // `thread(name = "x") { … }`: the arguments stand in a call of their own.
  if (lambda && callee.type === 'call_expression') {
    const inner = call(callee, to);
    if (inner.kind === 'call' && isAnnotatedLoop(node, inner))
      return loopOf(node, {
        condition: inner.args[0]!,
        body: block(first(lambda, /^lambda_literal$/) ?? lambda, to),
      });
    if (inner.kind === 'call') return withLambda(node, inner, lambda, to);
  }
  const made = called(node, to.lower(callee), args);
  return lambda && made.kind === 'call' ? withLambda(node, made, lambda, to) : made;
}

/** `@Suppress("…") while (test) { … }`, which the grammar takes for a call with a lambda. */
const isAnnotatedLoop = ({ parent }: Node, { name: word, receiver, args }: Call): boolean =>
  parent?.type === 'annotated_expression' && word === 'while' && receiver === null && args.length === 1;

/** A call; with a capital it is a constructor, and `ByteArray(n)` a buffer. */
function called(node: Node, callee: Ir, args: Ir[]): Ir {
  const made = callOf(node, callee, args) as Call;
  if (made.name === 'ByteArray') return buffer(node, args[0] ?? null);
  const creates = /^[A-Z]/.test(made.name) && (made.receiver === null || isPackage(made.receiver));
  return creates ? { ...made, receiver: null, creates } : made;
}

const isPackage = (node: Ir): boolean =>
  (node.kind === 'name' && /^(java|javax|okio|kotlin|org|com)$/.test(node.name)) ||
  (node.kind === 'member' && isPackage(node.object));

function withLambda(node: Node, made: Call, lambda: Node, to: Lowering): Ir {
  const literal = first(lambda, /^lambda_literal$/) ?? lambda;
  if (made.name === 'forEach' && made.receiver) return forEach(node, made.receiver, literal, to);
  if (!inPlace.test(made.name))
    return at(node, { ...withoutPlace(made), args: [...made.args, lambdaFunction(literal, to)] });
  return inlined(node, made, literal, to);
}

const withoutPlace = ({ name: called, receiver, args, creates }: Call) =>
  ({ kind: 'call', name: called, receiver, args, creates }) as const;

/** `x.use { input -> … }` is a declaration of `input` and the block; `also` and `apply` hand on what they are called on. */
function inlined(node: Node, made: Call, literal: Node, to: Lowering): Ir {
  const { receiver } = made;
  const lambda = bodyOf(literal, to);
  const single = lambda.body.length === 1 ? lambda.body[0]! : null;
  if (!receiver || /^(run|apply)$/.test(made.name)) {
    const keeps = made.name === 'apply';
    if (!keeps && single && !receiver) return single;
    const body = at(literal, { kind: 'block', body: lambda.body });
    return keeps && receiver
      ? at(node, { ...withoutPlace(made), args: [body] })
      : at(node, { kind: 'block', body: [...(receiver ? [receiver] : made.args), body] });
  }
  if (made.name === 'also') return also(node, made, lambda, single);
  const parameter = lambda.parameter;
  const declared = declare(literal, [parameter], receiver, null);
  const body = at(literal, { kind: 'block', body: lambda.body });
  return at(node, { kind: 'block', body: [declared, body] });
}

/** `read(buffer).also { n = it }` is the assignment; any other `also` names what it hands on. */
function also(node: Node, made: Call, lambda: LambdaBody, single: Ir | null): Ir {
  const receiver = made.receiver!;
  if (single?.kind === 'assign' && isName(single.value, lambda.parameter))
    return at(node, { ...single, value: receiver });
  const holder = at(node, {
    kind: 'assign',
    targets: [lambda.parameter],
    operator: '=',
    value: receiver,
    declares: true,
    type: null,
  });
  const body = at(node, { kind: 'block', body: lambda.body });
  return at(node, { ...withoutPlace(made), receiver: holder, args: [body] });
}

const isName = (node: Ir | null, parameter: Ir): boolean =>
  node?.kind === 'name' && parameter.kind === 'name' && node.name === parameter.name;

interface LambdaBody {
  parameter: Ir;
  parameters: Ir[];
  body: Ir[];
}

/** A lambda's parts; the unnamed `it` gets a name of its own, so that lambdas in lambdas do not share it. */
function bodyOf(literal: Node, to: Lowering): LambdaBody {
  const named = first(literal, /^lambda_parameters$/);
  const parameters = parts(named).flatMap(part => declared(part, null, to));
  const body = parts(literal)
    .filter(part => part.id !== named?.id)
    .map(part => to.lower(part));
  const own = parameters[0]?.kind === 'assign' ? parameters[0].targets[0] : null;
  if (own) return { parameter: own, parameters, body };
  const it = `it@${literal.startIndex}`;
  for (const part of body)
    for (const inner of walk(part)) if (inner.kind === 'name' && inner.name === 'it') inner.name = it;
  const parameter = at(literal, { kind: 'name', name: it });
  return { parameter, parameters: [declare(literal, [parameter], null, null)], body };
}

function lambdaFunction(literal: Node, to: Lowering): Ir {
  const { parameters, body } = bodyOf(literal, to);
  return func(literal, null, parameters, at(literal, { kind: 'block', body }));
}

function forEach(node: Node, over: Ir, literal: Node, to: Lowering): Ir {
  const { parameter, body } = bodyOf(literal, to);
  const made = generated(over);
  if (made) {
    const step = declare(literal, [parameter], made, null);
    return loopOf(node, { body: at(literal, { kind: 'block', body: [step, ...body] }) });
  }
  return loopOf(node, { element: parameter, over, body: at(literal, { kind: 'block', body }) });
}

/** What makes each element of `generateSequence { read(buffer) }.takeWhile { it > 0 }`; null for any other walk. */
function generated(over: Ir): Ir | null {
  const source = over.kind === 'call' && over.name === 'takeWhile' ? over.receiver : over;
  const [maker, ...others] = source?.kind === 'call' && source.name === 'generateSequence' ? source.args : [];
  const body = maker?.kind === 'function' && maker.body?.kind === 'block' ? maker.body.body : [];
  return others.length === 0 && body.length === 1 ? body[0]! : null;
}

interface LoopParts {
  condition?: Ir | null;
  element?: Ir | null;
  over?: Ir | null;
  testsAfter?: boolean;
  body: Ir;
}

const loopOf = (
  node: Node,
  { condition = null, element = null, over = null, testsAfter = false, body }: LoopParts,
): Ir => {
  const made = { kind: 'loop', setup: [], condition, update: [], body, element, over } as const;
  return at(
    node,
    testsAfter ? { ...made, setup: [], update: [], testsAfter } : { ...made, setup: [], update: [] },
  );
};

const nothingAt = (node: Node): Ir => at(node, { kind: 'block', body: [] });

function whileLoop(node: Node, to: Lowering): Ir {
  const condition = node.childForFieldName('condition');
  const body = parts(node).find(part => part.id !== condition?.id && part.type !== 'label');
  return loopOf(node, {
    testsAfter: node.type === 'do_while_statement',
    condition: condition ? to.lower(condition) : null,
    body: body ? to.lower(body) : nothingAt(node),
  });
}

function forLoop(node: Node, to: Lowering): Ir {
  const [element, over, body] = parts(node).filter(part => !/^(label|annotation)$/.test(part.type));
  const names = element ? declared(element, null, to) : [];
  return loopOf(node, {
    element: names.length === 1 ? names[0]! : element ? at(element, { kind: 'block', body: names }) : null,
    over: over ? to.lower(over) : null,
    body: body ? to.lower(body) : nothingAt(node),
  });
}

/** The names of a `variable_declaration`, or of several in brackets, with a value. */
function declared(node: Node, value: Ir | null, to: Lowering): Ir[] {
  if (node.type === 'multi_variable_declaration')
    return parts(node).flatMap(part => declared(part, null, to));
  const target = first(node, /^identifier$/);
  return target ? [declare(node, [to.lower(target)], value, first(node, types)?.text ?? null)] : [];
}

/** `val x: T = value`; a cast at the end of the value tells the type where none is written. */
function property(node: Node, to: Lowering): Ir {
  const variable = first(node, /^(multi_)?variable_declaration$/);
  if (!variable) return block(node, to);
  const value = parts(node).find(
    part =>
      part.startIndex >= variable.endIndex &&
      !/^(getter|setter|type_constraints|modifiers)$/.test(part.type) &&
      !types.test(part.type),
  );
  const made = value ? to.lower(value) : null;
  const names = declared(variable, made, to);
  const [only] = names;
  if (only?.kind !== 'assign' || names.length > 1) {
    return at(node, { kind: 'block', body: [...(made ? [made] : []), ...names] });
  }
  const cast = value?.type === 'as_expression' ? (value.childForFieldName('right')?.text ?? null) : null;
  return wrapped(node, declare(node, only.targets, made, only.type ?? cast ?? typeOfNumber(value)));
}

/** `0L` is a Long, `0` an Int. */
function typeOfNumber(value: Node | undefined): string | null {
  if (value?.type !== 'number_literal' || /[.uUfF]/.test(value.text)) return null;
  return value.text.endsWith('L') ? 'Long' : 'Int';
}

function parameter(node: Node, to: Lowering): Ir {
  return declared(node, null, to)[0] ?? nothingAt(node);
}

function functionDeclaration(node: Node, to: Lowering): Ir {
  const list = first(node, /^function_value_parameters$/);
  const parameters = parts(list)
    .filter(part => part.type === 'parameter')
    .map(part => to.lower(part));
  const body = first(node, /^(function_body|block)$/);
  const title = node.childForFieldName('name')?.text ?? null;
  return func(node, title, parameters, body ? to.lower(body) : null);
}

/** `= expression` returns it. */
function functionBody(node: Node, to: Lowering): Ir {
  const inner = last(node);
  if (!inner) return nothingAt(node);
  const body = to.lower(inner);
  return inner.type === 'block' ? body : at(node, { kind: 'jump', word: 'return', value: body });
}

function conditional(node: Node, to: Lowering): Ir {
  const condition = node.childForFieldName('condition');
  const branches = parts(node).filter(part => part.id !== condition?.id);
  const otherwise = node.children.find(part => part?.type === 'else');
  const before = branches.find(part => !otherwise || part.startIndex < otherwise.startIndex);
  const after = branches.find(part => otherwise && part.startIndex > otherwise.startIndex);
  return at(node, {
    kind: 'if',
    condition: condition ? to.lower(condition) : nothingAt(node),
    consequence: before ? to.lower(before) : null,
    otherwise: after ? to.lower(after) : null,
  });
}

/** `try { … } catch (failure: Type) { … } finally { … }` */
function tries(node: Node, to: Lowering): Ir {
  const last = first(node, /^finally_block$/);
  const body = first(node, /^block$/);
  return attempt(node, {
    body: body ? to.lower(body) : null,
    handlers: parts(node)
      .filter(part => part.type === 'catch_block')
      .map(part => handler(part, to)),
    finalizer: last ? to.lower(last) : null,
  });
}

function handler(node: Node, to: Lowering): Handler {
  const target = first(node, /^identifier$/);
  const type = first(node, types);
  const body = first(node, /^block$/);
  return {
    types: type ? [type.text] : [],
    variable: target && declare(target, [to.lower(target)], null, type?.text ?? null),
    body: body ? to.lower(body) : nothingAt(node),
  };
}

/** `when` as a chain of conditions, from the last to the first. */
function when(node: Node, to: Lowering): Ir {
  const subject = first(node, /^when_subject$/);
  const variable = subject && first(subject, /^variable_declaration$/);
  const value = subject ? last(subject) : null;
  const target = variable && first(variable, /^identifier$/);
  const compared = target ?? value;
  let chain: Ir | null = null;
  for (const entry of parts(node)
    .filter(part => part.type === 'when_entry')
    .reverse())
    chain = entryOf(entry, compared, chain, to);
  const start =
    variable && value ? declared(variable, to.lower(value), to) : value && !target ? [to.lower(value)] : [];
  return at(node, { kind: 'block', body: [...start, ...(chain ? [chain] : [])] });
}

function entryOf(entry: Node, compared: Node | null, otherwise: Ir | null, to: Lowering): Ir {
  const conditions = entry.childrenForFieldName('condition').filter(part => part !== null);
  const body = parts(entry).find(part => !conditions.some(condition => condition.id === part.id));
  const consequence = body ? to.lower(body) : null;
  if (conditions.length === 0) return consequence ?? nothingAt(entry);
  const isPlain = compared?.type === 'identifier';
  const tests = conditions.map(condition =>
    isPlain && !/_test$/.test(condition.type)
      ? at(condition, {
          kind: 'operation',
          operator: '==',
          operands: [to.lower(compared), to.lower(condition)],
        })
      : to.lower(condition),
  );
  const condition =
    tests.length === 1 ? tests[0]! : at(entry, { kind: 'operation', operator: '||', operands: tests });
  return at(entry, { kind: 'if', condition, consequence, otherwise });
}

const chains = /^(navigation|call|index)_expression$/;
const isHead = (node: Node): boolean =>
  chains.test(node.parent?.type ?? '') && parts(node.parent)[0]?.id === node.id;

/** `!a.b()`, which the grammar takes for `(!a).b()`: the sign belongs to the whole chain. */
const chained =
  (rule: Rule): Rule =>
  (node, to) => {
    const made = rule(node, to);
    let head: Node | undefined = node;
    while (head && chains.test(head.type)) head = parts(head)[0];
    const sign = head?.type === 'unary_expression' ? /^[!-](?![!-])/.exec(head.text)?.[0] : undefined;
    return sign && !isHead(node) ? at(node, { kind: 'operation', operator: sign, operands: [made] }) : made;
  };

function unary(node: Node, to: Lowering): Ir {
  const operator = node.childForFieldName('operator')?.text ?? '';
  const argument = node.childForFieldName('argument');
  if (argument && isHead(node) && /^[!-](?![!-])/.test(node.text)) return to.lower(argument);
  if (operator === '!!' && argument) return to.lower(argument);
  if (!/^(\+\+|--)$/.test(operator) || !argument) return operation(node, to);
  return at(node, {
    kind: 'assign',
    targets: [to.lower(argument)],
    operator: operator === '++' ? '+=' : '-=',
    value: at(node, { kind: 'literal', value: 1 }),
    declares: false,
    type: null,
  });
}

const words: Record<string, string> = { shl: '<<', shr: '>>', ushr: '>>', and: '&', or: '|', xor: '^' };

function infix(node: Node, to: Lowering): Ir {
  const [left, word, right] = parts(node);
  if (!left || !word || !right) return block(node, to);
  const operands = [to.lower(left), to.lower(right)];
  const operator = words[word.text];
  return operator
    ? at(node, { kind: 'operation', operator, operands })
    : at(node, {
        kind: 'call',
        name: word.text,
        receiver: operands[0]!,
        args: [operands[1]!],
        creates: false,
      });
}

function index(node: Node, to: Lowering): Ir {
  const [object, ...indices] = parts(node);
  if (!object) return nothingAt(node);
  return at(node, {
    kind: 'index',
    object: to.lower(object),
    indices: indices.map(part => to.lower(part)),
    slice: false,
  });
}

/** `"$name"` holds the name as `"${name}"` does: the grammar tells only the latter apart. */
const string: Rule = (node, to) => {
  const inner = parts(node).filter(part => part.type === 'interpolation');
  const names = namesInText(node, inner);
  return inner.length + names.length > 0
    ? at(node, { kind: 'other', type: 'string_literal', children: [...to.children(node), ...names] })
    : text(node, to);
};

/** The names after a `$` that no backslash takes away, outside `${…}`. */
function namesInText(node: Node, apart: Node[]): Ir[] {
  const raw = node.type === 'multiline_string_literal';
  return [...node.text.matchAll(/(\\*)\$([A-Za-z_]\w*)/g)].flatMap(found => {
    const [whole, slashes, title] = found as unknown as [string, string, string];
    const start = node.startIndex + found.index + whole.length - title.length;
    const hidden = !raw && slashes.length % 2 === 1;
    if (hidden || apart.some(part => start > part.startIndex && start < part.endIndex)) return [];
    const names: Ir = { kind: 'name', name: title, start, end: start + title.length, parent: null };
    return [names];
  });
}

function returned(node: Node, to: Lowering): Ir {
  const label = node.childForFieldName('label')?.id;
  const value = parts(node).find(part => part.id !== label && part.type !== 'label');
  return at(node, { kind: 'jump', word: 'return', value: value ? to.lower(value) : null });
}

export const kotlinNodes: Rules = {
  identifier,
  this_expression: node => at(node, { kind: 'name', name: 'this' }),
  super_expression: node => at(node, { kind: 'name', name: 'super' }),
  number_literal: number,
  string_literal: string,
  multiline_string_literal: string,
  character_literal: text,
  parenthesized_expression: transparent(),
  // `@Suppress("…") output.write(…)`
  annotated_expression: transparent(),
  as_expression: transparent('left'),
  labeled_expression: labeled,
  value_argument: transparent(),
  property_delegate: transparent(),
  call_expression: chained(call),
  navigation_expression: chained(navigation),
  index_expression: chained(index),
  assignment: assign(),
  unary_expression: unary,
  binary_expression: operation,
  infix_expression: infix,
  property_declaration: property,
  class_parameter: parameter,
  parameter,
  variable_declaration: parameter,
  if_expression: conditional,
  when_expression: when,
  while_statement: whileLoop,
  do_while_statement: whileLoop,
  for_statement: forLoop,
  try_expression: tries,
  finally_block: block,
  block,
  function_declaration: functionDeclaration,
  anonymous_function: functionDeclaration,
  secondary_constructor: functionDeclaration,
  anonymous_initializer: functionDeclaration,
  function_body: functionBody,
  lambda_literal: lambdaFunction,
  return_expression: returned,
  throw_expression: jump('throw'),
};

/** Properties of a class or of the file, and what a primary constructor takes. */
export const isMember = (node: Node): boolean =>
  /^(class_body|source_file|enum_class_body)$/.test(node.parent?.type ?? '');

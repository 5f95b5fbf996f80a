// Lowers calls, properties that stand for calls, and the lambdas that calls run.
import type { Node } from 'web-tree-sitter';
import type { Call, Ir } from '../../syntax/ir';
import { walk } from '../../syntax/ir';
import type { Lowering } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import { block, buffer, callOf, declare, func } from '../../syntax/loweringRules';
import { declared, first, loopOf, parts } from './nodes';

/** Properties that stand for a getter of Java, and are no place to keep anything. */
const getters = /^(inputStream|outputStream|errorStream|channel|responseBody|requestBody)$/;
/** Properties that stand for a call without arguments of the same name. */
const tests = /^(isReady)$/;

export function navigation(node: Node, to: Lowering): Ir {
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

export function call(node: Node, to: Lowering): Ir {
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

/** `read(buffer).also { n = it }` is the assignment; any other `also` names the value it returns. */
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

export function lambdaFunction(literal: Node, to: Lowering): Ir {
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

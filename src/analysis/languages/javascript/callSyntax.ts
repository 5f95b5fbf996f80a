import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import type { Lowering } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import { argumentsOf, buffer, callOf, declare, member, wrapped } from '../../syntax/loweringRules';
import { parameters, parts } from './binding';

/** How calls and `new` are lowered; a handler of data becomes a loop. */

export const plainMember = member('object', 'property');

/** `Buffer.alloc(n)`, and `new Uint8Array(n)` where n is plainly a number. */
const allocators = /^Buffer\.alloc(Unsafe|UnsafeSlow)?$/;
const byteArrays = /^(Uint8Array|ArrayBuffer|SharedArrayBuffer|Buffer)$/;

export function jsCall(node: Node, to: Lowering): Ir {
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
    const called = to.lower(boundMethod(handler) ?? handler);
    return walked(declare(handler, [chunk()], null, null), callOf(handler, called, [chunk()]));
  }
  const [element] = parameters(handler, to);
  const body = to.field(handler, 'body') ?? at(handler, { kind: 'block', body: [] });
  return element ? walked(element, body) : null;
}

/** `out.write` of `out.write.bind(out)`; null for any other handler. */
function boundMethod(handler: Node): Node | null {
  const bind = handler.type === 'call_expression' ? handler.childForFieldName('function') : null;
  const method =
    bind?.childForFieldName('property')?.text === 'bind' ? bind.childForFieldName('object') : null;
  const [given, ...others] = parts(handler.childForFieldName('arguments') ?? handler);
  const isOwn = given?.text === method?.childForFieldName('object')?.text;
  return method?.type === 'member_expression' && isOwn && others.length === 0 ? method : null;
}

export function creation(node: Node, to: Lowering): Ir {
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

import { message } from '../../messages/message';
import type { Verdict } from '../../model/finding';
import type { Scope } from '../source/languageTables';
import { helperScope } from '../source/scope';
import type { Assign, Call, Ir, Loop, Operation, Other } from '../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../syntax/ir';
import { bufferIn, handsOnItsReceiver } from './buffers';
import { countKeys, rangeReasons } from './counts';
import { positionReasons } from './positions';
import type { Moves, Reason } from './reasons';
import { calledName, namedCall } from './reasons';
import { transfersIn } from './transfers';
import { viewed } from './written';

/** Everything in the loop that looks at, changes or keeps the bytes, besides the read and the writes. */
export function useVerdicts(scope: Scope, loop: Loop, moves: Moves): Reason[] {
  if (!moves.read.buffer) return [];
  return [
    ...bufferReasons(scope, loop, moves),
    ...endsAtByte(loop, moves),
    ...rangeReasons(scope, loop, moves),
    ...positionReasons(loop, moves.read, moves.write, countKeys(scope, loop, moves.read)),
  ];
}

export function bufferReasons(scope: Scope, loop: Ir, moves: Moves): Reason[] {
  const { read } = moves;
  if (!read.buffer) return [];
  const behind = viewed(read, scope);
  const pending = behind ? [read.buffer.key, behind] : [read.buffer.key];
  const keys = new Set(pending);
  const reasons: Reason[] = [];
  for (let key = pending.pop(); key; key = pending.pop()) {
    for (const node of walk(loop)) {
      if (keyOf(node) !== key || (node.parent?.kind === 'member' && keyOf(node.parent) === key)) continue;
      const use = classify(node, scope, loop, moves);
      if (use.alias && !keys.has(use.alias)) {
        keys.add(use.alias);
        pending.push(use.alias);
        reasons.push(...holderReasons(use.alias, scope, loop, moves));
      }
      if (use.reason) reasons.push(use.reason);
    }
  }
  return reasons;
}

/** `z.next_in = buf; deflate(&z, …)`: what gets a structure that holds the bytes, gets the bytes. */
function holderReasons(member: string, scope: Scope, loop: Ir, moves: Moves): Reason[] {
  const holder = member.slice(0, Math.max(0, member.lastIndexOf('.')));
  const given = (arg: Ir): boolean =>
    holder !== '' && keyOf(arg.kind === 'operation' ? (arg.operands[0] ?? null) : arg) === holder;
  return [...walk(loop)].flatMap(node => {
    const arg = node.kind === 'call' ? node.args.find(given) : undefined;
    const reason = arg && node.kind === 'call' ? callUse(node, arg, scope, moves)?.reason : undefined;
    return reason ? [reason] : [];
  });
}

interface Use {
  reason?: Reason;
  alias?: string;
}

/** What one mention of the buffer means, by climbing until something decides. */
function classify(node: Ir, scope: Scope, loop: Ir, moves: Moves): Use {
  let below = node;
  for (const up of ancestors(node)) {
    if (up === loop && up.kind === 'loop' && (below === up.element || below === up.over)) return {};
    const use = step(up, below, scope, moves);
    if (use) return use;
    if (up === loop) return {};
    below = up;
  }
  return {};
}

/** What a parent makes of the bytes below it; null to climb on. */
function step(up: Ir, below: Ir, scope: Scope, moves: Moves): Use | null {
  switch (up.kind) {
    case 'index':
      if (up.object !== below) return {};
      if (up.slice || takesAddress(up)) return null;
      return elementUse(up, moves);
    case 'operation':
      return operationUse(up, below, scope, moves);
    case 'member':
      return /^(length|size|byteLength|Length|Count|limit|position|nbytes|iov_len)$/.test(up.name)
        ? {}
        : {
            reason: {
              verdict: 'inspected',
              because: looksAt(below, up.name),
            },
          };
    case 'call':
      return callUse(up, below, scope, moves);
    case 'assign':
      return assignUse(up, below, scope, moves);
    case 'jump':
      if (moves.read === moves.write) return {};
      return up.value ? { reason: { verdict: 'inspected', because: message('reason.hands-out') } } : {};
    case 'loop':
      return up.over === below && up !== moves.read.at
        ? { reason: { verdict: 'inspected', because: message('reason.single-bytes') } }
        : {};
    case 'if':
    case 'block':
    case 'try':
    case 'defer':
      return {};
    case 'function':
      return {};
    default:
      return up.kind === 'other' && isStatement(up.type) && !isChosenBy(up, below, moves)
        ? {}
        : { reason: { verdict: 'inspected', because: message('reason.other-use') } };
  }
}

/** A single byte compared with another: the loop ends where the data says so, not where the stream does. */
function endsAtByte(loop: Loop, { read }: Moves): Reason[] {
  if (!read.single) return [];
  const isByte = (node: Ir | undefined): boolean =>
    node !== undefined &&
    (keyOf(node) === read.buffer?.key || (node.kind === 'assign' && isWithin(read.at, node)));
  const stops = [...walk(loop)].some(
    node =>
      node.kind === 'operation' &&
      comparison.test(node.operator) &&
      isByte(node.operands[0]) &&
      node.operands[1] !== undefined &&
      (isByteValue(node.operands[1]) || (isZero(node.operands[1]) && tellsZero.test(node.operator))),
  );
  return stops ? [{ verdict: 'inspected', because: message('reason.stops-at-byte') }] : [];
}

const comparison = /^(==|!=|===|!==|<|>|<=|>=)$/;
/** Comparisons with 0 that tell a zero byte from others: `>= 0` only asks whether there is one. */
const tellsZero = /^(>|!=|==|!==|===|<=)$/;
const isZero = (node: Ir): boolean => node.kind === 'literal' && node.value === 0;

/** `switch (c)` */
const isChosenBy = (up: Other, below: Ir, { read }: Moves): boolean =>
  read.single && /switch/.test(up.type) && up.children[0] === below;

const isStatement = (type: string): boolean => /statement|clause|block|arm|body|case|switch/.test(type);

const takesAddress = (node: Ir): boolean =>
  node.parent?.kind === 'operation' && node.parent.operator === '&' && node.parent.operands.length === 1;

function elementUse(element: Ir, moves: Moves): Use | null {
  const up = element.parent;
  if (moves.writes.some(write => write.single && isWithin(element, write.at))) return null;
  if (up?.kind === 'assign' && up.targets.includes(element))
    return { reason: { verdict: 'transformed', because: message('reason.changes-bytes') } };
  return { reason: { verdict: 'inspected', because: message('reason.single-bytes') } };
}

function operationUse(up: Operation, below: Ir, scope: Scope, moves: Moves): Use | null {
  const { operator, operands } = up;
  if (operator === '&' || operator === '&mut' || operator === 'sizeof')
    return operator === 'sizeof' ? {} : null;
  if (operands.length === 1 && operator === '*')
    return up.parent?.kind === 'operation' && up.parent.operator === 'sizeof' ? {} : takesValue(up);
  if (operator === '+' && scope.file.language.concatenates)
    return { reason: { verdict: 'transformed', because: message('reason.adds-bytes') } };
  if (operator === '+' || operator === '-') return null;
  if (/^(==|!=|===|!==|<|>|<=|>=|is|is not|in|not in)$/.test(operator))
    return operands.every(
      other => other === below || (isNoBytes(other) && !(moves.read.single && isByteValue(other))),
    )
      ? {}
      : { reason: { verdict: 'inspected', because: message('reason.compares') } };
  if (/^(!|not|&&|\|\||and|or|\?\?|\?:|#(Ok|Err|Some|None|failure))$/.test(operator)) return {};
  return { reason: { verdict: 'transformed', because: message('reason.computes', { operator }) } };
}

/** A byte by its number; -1 is the end, and 0 is looked at where the loop stops. */
const isByteValue = (node: Ir): boolean => node.kind === 'literal' && node.value !== 0 && Boolean(node.value);

/** What a buffer is compared with to see if there is one: null, false, a number, an empty text. */
function isNoBytes(node: Ir): boolean {
  if (node.kind === 'operation') return node.operands.length === 1 && isNoBytes(node.operands[0]!);
  if (node.kind === 'literal') return !node.value || typeof node.value !== 'string';
  return isConstantName(node);
}

const isConstantName = (node: Ir): boolean =>
  /^(NULL|nullptr|EOF|undefined|None|nil)$/.test(keyOf(node) ?? '');

/** `*p` in C reads or writes a byte; a `*` argument spread or dereferenced slice elsewhere is rare enough. */
function takesValue(value: Operation): Use {
  if (value.parent?.kind === 'assign' && value.parent.targets.includes(value))
    return { reason: { verdict: 'transformed', because: message('reason.changes-bytes') } };
  return { reason: { verdict: 'inspected', because: message('reason.single-bytes') } };
}

function callUse(call: Call, below: Ir, scope: Scope, moves: Moves): Use | null {
  const { language } = scope.file;
  if ([...moves.reads, ...moves.writes].some(move => move.at === call)) return {};
  // `COUNT_OF(buf)` as the size of a read.
  if (moves.reads.some(move => move.lengths.includes(call))) return {};
  if (language.views.test(call.name) || (call.receiver === below && handsOnItsReceiver(call))) return null;
  if (call.name === '#buffer' || language.pureCalls.test(call.name)) return {};
  const helper = helperUse(call, below, scope);
  if (helper) return helper;
  const effect = language.effects.find(rule => rule.call.test(calledName(call)) || rule.call.test(call.name));
  const fills = effect?.verdict === 'memory-sink' && call.receiver === below;
  const verdict = fills ? 'transformed' : (effect?.verdict ?? 'inspected');
  return { reason: { verdict, because: message(doneBy[verdict], { call: namedCall(call) }), fills } };
}

/** What a call of this verdict does to the bytes. */
const doneBy = {
  inspected: 'reason.call-looks-at',
  transformed: 'reason.call-changes',
  encrypted: 'reason.call-encrypts',
  'memory-sink': 'reason.call-keeps',
  replaceable: 'reason.call-uses',
} as const;

const looksAt = (value: Ir, member: string) =>
  value.kind === 'name'
    ? message('reason.looks-at-member', { member: `${value.name}.${member}` })
    : message('reason.looks-at-buffer', { member });

/** A same-file function that gets the buffer and does nothing with its bytes. */
function helperUse(call: Call, below: Ir, scope: Scope): Use | null {
  const helper = scope.helper(call);
  const position = call.args.indexOf(below);
  const parameter = helper?.parameters[position]?.targets[0];
  const key = keyOf(parameter ?? null);
  if (!helper?.body || !key) return null;
  const inner = helperScope(scope.file, helper);
  const used = [...walk(helper.body)].some(node => keyOf(node) === key);
  return used || transfersIn(helper.body, inner, 2).length > 0 ? null : {};
}

function assignUse(assign: Assign, below: Ir, scope: Scope, moves: Moves): Use {
  const key = keyOf(assign.targets[0] ?? null);
  if (assign.value && isWithin(below, assign.value)) {
    if (!key) return { reason: { verdict: 'memory-sink', because: message('reason.stores') } };
    if (assign.operator !== '=')
      return { reason: { verdict: gathering(scope), because: message('reason.gathers', { variable: key }) } };
    return { alias: key };
  }
  const value = assign.value;
  if (!value || value.kind === 'literal' || isAllocation(value, scope)) return {};
  if (moves.reads.some(read => isWithin(read.at, value))) return {};
  if (/^[+-]=$/.test(assign.operator)) return {};
  const other = bufferIn(value, scope);
  if (other && !other.through)
    return isExchanged(assign, other.key, scope, moves)
      ? { reason: { verdict: 'transformed', because: message('reason.other-bytes') } }
      : {};
  if (!moves.read.returnsBytes && assign.end <= moves.read.at.start) return {};
  return { reason: { verdict: 'transformed', because: message('reason.other-bytes') } };
}

/** `buffer = other` between the read and the write, where the read never fills what the other name stands for. */
const isExchanged = (assign: Assign, other: string, scope: Scope, { read, write }: Moves): boolean =>
  keyOf(assign.targets[0] ?? null) === read.buffer?.key &&
  assign.start > read.at.end &&
  assign.end < write.at.start &&
  write.buffer?.key === read.buffer.key &&
  !scope
    .assignments(read.buffer.key)
    .some(({ start, value }) => start < read.at.start && value && bufferIn(value, scope)?.key === other);

/** What `all += chunk` does with bytes: it keeps them, unless the language says otherwise. */
const gathering = (scope: Scope): Verdict =>
  scope.file.language.effects.find(rule => rule.call.test('#gather'))?.verdict ?? 'memory-sink';

function isAllocation(value: Ir, scope: Scope): boolean {
  return (
    value.kind === 'call' && (value.name === '#buffer' || scope.file.language.allocation(value) !== null)
  );
}

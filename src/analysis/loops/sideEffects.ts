import type { Scope } from '../source/languageTables';
import type { Assign, Call, Ir, Loop } from '../syntax/ir';
import { isWithin, keyOf, walk } from '../syntax/ir';
import { calledName, namesIn } from './reasons';
import type { Transfer } from './transfer';

/** What a copy loop does in addition to moving bytes. */
export interface SideEffects {
  /** Variables that add up the bytes moved. */
  totals: string[];
  /** Variables of the loop that later code of the function reads. */
  usedAfter: string[];
  /** Calls that are passed the count or the total: progress reports, logs. */
  progress: string[];
  /** Calls that wait on purpose. */
  throttles: string[];
  /** The loop moves no more than this many bytes: the expression that says so, as written. */
  limits: string[];
}

export function sideEffectsOf(
  scope: Scope,
  loop: Loop,
  read: Transfer,
  write: Transfer,
  counts: Set<string>,
): SideEffects {
  const totals = totalsIn(loop, write, counted(read, write, counts));
  return {
    totals,
    usedAfter: usedAfter(scope, loop),
    progress: callsWithCounts(scope, loop, read, write, new Set([...counts, ...totals])),
    throttles: throttlesIn(loop),
    limits: limitsIn(scope, loop, read, counts),
  };
}

/** Names a total may add: the count, what a write returned, the bytes themselves by their length. */
function counted(read: Transfer, write: Transfer, counts: Set<string>): Set<string> {
  const bytes = read.returnsBytes ? read.buffer?.key : null;
  return new Set([...counts, write.count, bytes].filter(name => typeof name === 'string'));
}

/** `total += n`, `total = total + n`, `remaining -= n`. */
function totalsIn(loop: Loop, write: Transfer, counts: Set<string>): string[] {
  const found = new Set<string>();
  for (const node of walk(loop)) {
    if (node.kind !== 'assign' || !node.value) continue;
    const key = keyOf(node.targets[0] ?? null);
    const adds = /^[+-]=$/.test(node.operator) || isSumOf(node, key);
    // `total += sink.write(…)`: what the write returned is never kept by itself.
    if (key && node.operator === '+=' && isWithin(write.at, node.value)) found.add(key);
    if (key && !counts.has(key) && adds && namesIn(node.value).some(name => counts.has(name))) found.add(key);
  }
  return [...found];
}

function isSumOf(node: Assign, key: string | null): boolean {
  return (
    node.value?.kind === 'operation' &&
    /^[+-]$/.test(node.value.operator) &&
    namesIn(node.value).includes(key ?? '')
  );
}

const arithmetic = /^(min|max|Min|Max|MIN|MAX|len|abs|toIntExact|int|sizeof|Number)$/;

/** Calls that are passed a count or a total: they report progress. */
function callsWithCounts(
  scope: Scope,
  loop: Loop,
  read: Transfer,
  write: Transfer,
  counts: Set<string>,
): string[] {
  const { pureCalls, housekeepingCalls, transfers } = scope.file.language;
  const isTransfer = (call: Call): boolean =>
    transfers.some(shape =>
      typeof shape.name === 'string' ? shape.name === call.name : shape.name.test(call.name),
    );
  const names: string[] = [];
  for (const node of walk(loop)) {
    if (node.kind !== 'call' || node === read.at || node === write.at || node.creates) continue;
    if (arithmetic.test(node.name) || pureCalls.test(node.name) || isTransfer(node)) continue;
    if (housekeepingCalls.test(node.name) && node.args.length === 0) continue;
    if (scope.file.language.views.test(node.name)) continue;
    if (isWithin(read.at, node) || isWithin(write.at, node)) continue;
    if (node.args.some(arg => namesIn(arg).some(name => counts.has(name)))) names.push(calledName(node));
  }
  return [...new Set(names)];
}

function throttlesIn(loop: Loop): string[] {
  const calls = [...walk(loop)].filter((node): node is Call => node.kind === 'call');
  const waits = /^(\w*[sS]leep\w*|[dD]elay|throttle\w*|acquire|consume|pause|\w*[rR]ate[lL]imit\w*|park\w*)$/;
  return [...new Set(calls.filter(call => waits.test(call.name)).map(calledName))];
}

/** Lengths and conditions that limit the bytes moved: a read of what is left, a loop that runs while something is left. */
function limitsIn(scope: Scope, loop: Loop, read: Transfer, counts: Set<string>): string[] {
  const text = (node: Ir): string => scope.file.text.slice(node.start, node.end);
  const limits = read.lengths
    .filter(part => scope.valueOf(part) === null && !isCapacity(part, read))
    .map(text);
  const condition = loop.condition;
  const test = condition && !isWithin(read.at, condition) && comparesMoved(condition, loop, read, counts);
  return test ? [...limits, text(condition)] : limits;
}

function isCapacity(part: Ir, read: Transfer): boolean {
  return namesIn(part).every(name => name === read.buffer?.key || name.startsWith(`${read.buffer?.key}.`));
}

/** A name that the loop moves on by what it read, or by one where it reads single bytes. */
function comparesMoved(condition: Ir, loop: Loop, read: Transfer, counts: Set<string>): boolean {
  const names = namesIn(condition).filter(name => !counts.has(name));
  const steps = [loop.body, ...loop.update].flatMap(part => [...walk(part)]);
  return names.some(name =>
    steps.some(
      node =>
        node.kind === 'assign' &&
        keyOf(node.targets[0] ?? null) === name &&
        node.value &&
        (namesIn(node.value).some(part => counts.has(part)) ||
          (read.single && /^[+-]=$/.test(node.operator))),
    ),
  );
}

/** Names assigned in the loop, or declared by it, that stand in the function after it. */
function usedAfter(scope: Scope, loop: Loop): string[] {
  const set = new Set<string>();
  for (const node of walk(loop)) {
    if (node.kind === 'assign') for (const target of node.targets) set.add(keyOf(target) ?? '');
  }
  const after = new Set<string>();
  for (const node of walk(scope.root)) {
    const key = node.start >= loop.end ? keyOf(node) : null;
    if (key && set.has(key) && !isPlainOverwrite(node)) after.add(key);
  }
  return [...after];
}

function isPlainOverwrite(node: Ir): boolean {
  return node.parent?.kind === 'assign' && node.parent.operator === '=' && node.parent.targets.includes(node);
}

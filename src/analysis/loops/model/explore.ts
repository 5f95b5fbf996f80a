import { ruleOf } from '../../calls/callRules';
import type { Scope } from '../../source/languageTables';
import type { Ir, Loop } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import type { Cursors } from './cursors';
import { Interpreter } from './interpreter';
import type { Leaving } from './leaving';
import { Raised } from './leaving';
import type { Facts, Linear } from './linear';
import { symbol } from './linear';
import { Lost, Path } from './path';
import { placeOf } from './places';
import { readAheadOf } from './readAhead';
import type { Transfers } from './transferModel';
import type { Value } from './values';
import { amount, numeric } from './values';

/** One way through one step of a loop: where it leads, and what it did. */
export interface Walked {
  path: Path;
  delivery: Transfers;
  cursors: Cursors;
  /** How the step leaves the loop; null where the next one follows. */
  leaving: Leaving | null;
  /** The path could not be followed to its end. */
  isLost: boolean;
}

/** A loop with more paths than this is not followed. */
const mostPaths = 600;
/** As mostPaths, where one of them could not be followed: no fix comes of the loop. */
const mostPathsOfLost = 64;

/** Every way through one step of a loop; null where there are too many. */
export function explore(loop: Loop, scope: Scope): Walked[] | null {
  const entry = entryValues(loop, scope);
  const found: { script: readonly number[]; walked: Walked }[] = [];
  // The shortest first: they lead to the most others, so that too many are soon known to be.
  const scripts: number[][] = [[]];
  let most = mostPaths;
  for (const script of scripts) {
    const walked = follow(loop, scope, new Path(script, entry));
    found.push({ script, walked });
    if (walked.isLost) most = mostPathsOfLost;
    const { choices } = walked.path;
    for (let at = script.length; at < choices.length; at += 1) {
      const taken = [...script, ...Array<number>(at - script.length).fill(0)];
      for (let way = 1; way < choices[at]!; way += 1) scripts.push([...taken, way]);
    }
    if (scripts.length > most) return null;
  }
  const walked = found.sort((a, b) => inOrder(a.script, b.script)).map(one => one.walked);
  holdCursors(loop, walked);
  return walked;
}

/** By the first choice that differs: the first way, then the others from the last on. */
function inOrder(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [one, other] = [a[at] ?? 0, b[at] ?? 0];
    if (one === other) continue;
    return one === 0 || (other !== 0 && one > other) ? -1 : 1;
  }
  return 0;
}

/** What one path takes for granted of a buffer, all steps that go on must leave so. */
function holdCursors(loop: Loop, found: Walked[]): void {
  const assumed = new Set(found.flatMap(({ cursors }) => [...cursors.assumed]));
  for (const { path, cursors, leaving, isLost } of found) {
    if (leaving || isLost || [...assumed].every(name => cursors.isCleared(name))) continue;
    path.note({ kind: 'unknown', node: loop, why: 'one step leaves the buffer to the next as it stands' });
  }
}

function follow(loop: Loop, scope: Scope, path: Path): Walked {
  const interpreter = new Interpreter(path, scope, loop);
  const { transfers: delivery, cursors } = interpreter;
  try {
    let leaving = stepOf(loop, interpreter);
    // A flag set at the end of the source is tested when the next step begins.
    if (!leaving && delivery.atEnd) leaving = stepOf(loop, interpreter);
    return { path, delivery, cursors, leaving, isLost: false };
  } catch (error) {
    if (error instanceof Raised) return { path, delivery, cursors, leaving: error.leaving, isLost: false };
    if (!(error instanceof Lost)) throw error;
    return { path, delivery, cursors, leaving: null, isLost: true };
  }
}

/** One round of the loop: its test, its body, its update; the next chunk first where the loop reads ahead. */
function stepOf(loop: Loop, interpreter: Interpreter): Leaving | null {
  const ahead = readAheadOf(loop);
  if (ahead)
    return interpreter.execute(ahead.again) ?? endOf(loop, interpreter) ?? interpreter.run(ahead.rest);
  if (!loop.testsAfter) {
    const leaving = endOf(loop, interpreter);
    if (leaving) return leaving;
  }
  const leaving = interpreter.runBody(loop);
  // A handler of events that returns waits for the next one.
  const returns = loop.steps === 'events' && leaving?.word === 'return';
  if (leaving && leaving.word !== 'continue' && !returns) return leaving;
  const updated = interpreter.run(loop.update);
  return updated ?? (loop.testsAfter ? endOf(loop, interpreter) : null);
}

/** The way out by the loop's condition, or by the end of what it walks over; null where the loop goes on. */
function endOf(loop: Loop, interpreter: Interpreter): Leaving | null {
  const ends: Leaving = { word: 'condition', node: loop.condition ?? loop, value: null };
  if (loop.over) return interpreter.takeNext(loop) ? null : ends;
  return !loop.condition || interpreter.truth(loop.condition) ? null : ends;
}

/** The values variables have when a step begins: constants where the loop leaves them alone, else symbols. */
function entryValues(loop: Loop, scope: Scope): (key: string, facts: Facts) => Value {
  const model = scope.file.language.model!;
  const changed = changedIn(loop);
  const known = new Map<string, { value: Value; positive: Linear | null }>();
  const entryOf = (key: string) => {
    const fixed = fixedValue(key, loop, scope, changed);
    if (fixed !== null) return { value: amount(fixed), positive: null };
    const form = symbol(`${viewedKey(key, loop, scope, changed)}@`);
    const type = scope.typeOf(key);
    const isUnsigned = type !== null && model.unsigned.test(type) && !/[*&]/.test(type);
    return { value: numeric(form), positive: isUnsigned || /^sizeof\(/.test(key) ? form : null };
  };
  return (key, facts) => {
    const entry = known.get(key) ?? entryOf(key);
    known.set(key, entry);
    if (entry.positive) facts.addAtLeastZero(entry.positive);
    return entry.value;
  };
}

/** The buffer that a view made before the loop stands for: `view = memoryview(buffer)`; else the name itself. */
function viewedKey(key: string, loop: Loop, scope: Scope, changed: Map<string, Ir[]>): string {
  const [only, ...others] = changed.has(key) ? [] : scope.assignmentsAt(key, loop);
  const view = others.length === 0 && only?.operator === '=' ? only.value : null;
  if (view?.kind !== 'call' || view.receiver || view.args.length !== 1) return key;
  const whole = keyOf(view.args[0]!);
  const isView = ruleOf(view, scope.file.language.model!.calls, () => '')?.does === 'view';
  return isView && whole && !changed.has(whole) ? whole : key;
}

/** A constant, or the value a flag is given before the loop. */
function fixedValue(key: string, loop: Loop, scope: Scope, changed: Map<string, Ir[]>): number | null {
  if (!changed.has(key)) return scope.valueOf({ kind: 'name', name: key } as Ir);
  const values = changed.get(key)!;
  if (!values.every(value => value.kind === 'literal')) return null;
  const before = scope.assignmentsAt(key, loop).filter(assign => assign.end <= loop.start);
  const [only, ...others] = before;
  return only && others.length === 0 && only.operator === '=' ? scope.valueOf(only.value) : null;
}

/** What the loop assigns: the values by the name they go to. */
function changedIn(loop: Loop): Map<string, Ir[]> {
  const changed = new Map<string, Ir[]>();
  for (const node of walk(loop)) {
    if (node.kind !== 'assign') continue;
    for (const target of node.targets) {
      const key = placeOf(target) ?? keyOf(target);
      const value = node.operator === '=' && node.value ? node.value : node;
      if (key) changed.set(key, [...(changed.get(key) ?? []), value]);
    }
  }
  return changed;
}

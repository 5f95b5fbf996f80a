import type { FixRequest } from '../../fixes/plan';
import { isNamedInHandler } from '../../loops/observers';
import type { Exit, LoopSummary } from '../../loops/summary';
import type { Ir } from '../../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../../syntax/ir';

/** What code that runs after a failure may ask for: the kernel moves up to the byte that failed, a loop a chunk more. */

const failure = /error$|^short-write$/;

/** Whether code that runs after a failure asks for a total, or for a count or the bytes of the last chunk. */
export function isCountSeenAfterFailure(request: FixRequest): boolean {
  const { summary, buffer, symbols } = request;
  const { totals, exits, loop, liveOut } = summary;
  const failures = exits.filter(({ cause }) => failure.test(cause));
  const own = (exit: Exit): string[] => resultsOf(exit, summary);
  const counts = new Set([...totals, ...liveOut].map(({ key }) => key));
  if (totals.some(({ key }) => symbols.isShared(key) || symbols.outlives(key) !== null)) return true;
  if ([...counts].some(key => isNamedInHandler(key, loop) || isHeld(key, loop))) return true;
  const inBranch = failures.some(exit =>
    branchOf(exit, loop).some(node => {
      const key = keyOf(node);
      const isChanged = key !== null && (key === buffer || counts.has(key) || isAssignedIn(key, loop));
      return isChanged && !own(exit).includes(key) && !isFreed(node);
    }),
  );
  return (
    inBranch ||
    failures.filter(exit => leadsOn(exit, loop)).some(exit => isAskedBehind(exit, request, [...counts]))
  );
}

/** Whether a branch that a failure leads through asks where the source stands. */
export const isSourceAskedOnFailure = ({ loop, exits, source }: LoopSummary): boolean =>
  exits
    .filter(({ cause }) => failure.test(cause))
    .some(exit =>
      branchOf(exit, loop).some(
        node =>
          keyOf(node) === keyOf(source.node) &&
          !(node.parent?.kind === 'call' && node.parent.name === 'close'),
      ),
    );

/** The failure leads to what follows the loop, to a label, or to a handler. */
const leadsOn = ({ word }: Exit, loop: Ir): boolean =>
  word === 'throw'
    ? [...ancestors(loop)].some(up => up.kind === 'other' && up.type === 'try_statement')
    : word !== 'return';

/** Totals, and results of other calls than the one that failed, whose value is read after the loop. */
function isAskedBehind(exit: Exit, { summary, symbols }: FixRequest, counts: string[]): boolean {
  const { loop, totals } = summary;
  const isTotal = (key: string): boolean => totals.some(total => total.key === key);
  return counts.some(key => {
    if (!symbols.isReadAfterLoop(key)) return false;
    if (isTotal(key)) return true;
    if (resultsOf(exit, summary).includes(key)) return false;
    const root = [...ancestors(loop)].find(up => up.kind === 'function') ?? loop;
    return [...walk(root)].some(
      node => keyOf(node) === key && node.start >= loop.end && !isTarget(node) && !isComparedToZero(node),
    );
  });
}

/** The statements that only a failure leads through: the branch of its jump, or the jump alone. */
function branchOf({ node }: Exit, loop: Ir): Ir[] {
  if (node === loop || (node.kind !== 'jump' && node.kind !== 'call')) return [];
  const { parent } = node;
  const isBranch = parent?.kind === 'block' && parent.parent?.kind === 'if' && isWithin(parent, loop);
  return [...walk(isBranch ? parent : node)];
}

/** The variables that take the result of the call that failed: negative in both programs. */
function resultsOf({ cause }: Exit, { loop, reads, writes }: LoopSummary): string[] {
  const calls = cause === 'read-error' ? reads : writes;
  return [...walk(loop)].flatMap(node =>
    cause !== 'short-write' &&
    node.kind === 'assign' &&
    node.operator === '=' &&
    node.value !== null &&
    calls.some(call => call === node.value)
      ? (keyOf(node.targets[0] ?? null) ?? [])
      : [],
  );
}

/** An object is made with the variable before the loop: it may keep a reference, and ask for it when it is destroyed. */
const isHeld = (key: string, loop: Ir): boolean =>
  [...walk([...ancestors(loop)].find(up => up.kind === 'function') ?? loop)].some(
    node =>
      node.kind === 'call' &&
      node.creates &&
      node.start < loop.start &&
      node.args.some(arg => keyOf(arg) === key),
  );

const isAssignedIn = (key: string, loop: Ir): boolean =>
  [...walk(loop)].some(node => node.kind === 'assign' && node.targets.some(target => keyOf(target) === key));

const isTarget = (node: Ir): boolean =>
  node.parent?.kind === 'assign' && node.parent.operator === '=' && node.parent.targets.includes(node);

const isFreed = ({ parent }: Ir): boolean => parent?.kind === 'call' && /free$|^delete$/.test(parent.name);

/** `n < 0`, `n == 0`: alike for whatever a read gave. */
const isComparedToZero = ({ parent }: Ir): boolean =>
  parent?.kind === 'operation' &&
  /^(<|<=|>|>=|==|!=)$/.test(parent.operator) &&
  parent.operands.some(part => part.kind === 'literal' && part.value === 0);

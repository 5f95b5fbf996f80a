import { message } from '../../../messages/message';
import type { FixPlan, FixRequest } from '../../fixes/plan';
import { isPseudoFile } from '../../loops/pseudoFiles';
import { obstacles } from '../../loops/summary';
import type { Assign, Ir } from '../../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../../syntax/ir';
import { posixModel } from './calls';
import { caveatsOf } from './caveats';
import type { KernelCall } from './kernelCall';
import { kernelCall, linesOf } from './kernelCall';
import { globalScope } from './syntax';

export { appending } from './kernelCall';

/**
 * Puts a call that moves the bytes inside the kernel before the loop, which stays: at the end of the source the call
 * returns 0 and the loop finds nothing left; where the call can't do it, the loop goes on from the same offsets.
 */
export function planDescriptors(language: 'c' | 'cpp') {
  return (request: FixRequest): FixPlan | null => {
    const { summary, symbols } = request;
    // What is read before the loop is read behind the new lines.
    const place = summary.firstRead ?? summary.loop;
    if (obstacles({ ...summary, firstRead: null }).length > 0 || place.parent?.kind !== 'block') return null;
    const call = kernelCall(request, language);
    if (!call || !isResumable(request) || dealsWithPipes(summary.loop)) return null;
    const moved = symbols.fresh('moved');
    if (isRedefined(request) || isShadowed(request, call, moved)) return null;
    if ([summary.source, summary.sink].some(end => isPseudoFile(end, symbols))) return null;
    return {
      title: message('fix.before-loop', { call: call.name }),
      changes: [
        {
          kind: 'insert-before',
          node: place,
          lines: linesOf(request, call, moved),
        },
        ...call.needs,
      ],
      caveats: caveatsOf(request, call),
      compared: true,
    };
  };
}

/** The function makes or asks for named pipes, which no call but the loop's own moves. */
const dealsWithPipes = (loop: Ir): boolean => {
  const root = [...ancestors(loop)].find(up => up.kind === 'function') ?? loop;
  return [...walk(root)].some(
    node => node.kind === 'call' && /^(mkfifo(at)?|mknod(at)?|S_ISFIFO)$/.test(node.name),
  );
};

/** A macro of the file stands for one of the calls, or a count is kept in less than an int. */
function isRedefined({ summary, symbols }: FixRequest): boolean {
  const moves = [...summary.reads, ...summary.writes];
  // A call with `::` in front is none of a using-declaration.
  const names = ['open', 'openat', 'creat', ...moves.map(node => (node.kind === 'call' ? node.name : ''))];
  const counts = [...walk(summary.loop)].filter(
    node => node.kind === 'assign' && moves.some(move => isWithin(move, node)),
  ) as Assign[];
  return (
    symbols.bindings.some(({ local }) => names.includes(local)) ||
    (symbols.bindings.some(({ local }) => local === '*') && moves.some(node => !isGlobal(node))) ||
    counts.some(({ targets }) => !isWide(symbols.typeOf(keyOf(targets[0]!) ?? '')))
  );
}

/** A name in the new code may mean something of the file: a parameter, a method or a macro. */
const isShadowed = ({ symbols }: FixRequest, { called, number }: KernelCall, moved: string): boolean =>
  symbols.isMoreThanCalled(called) ||
  symbols.bindings.some(({ local }) => [called, number, moved].includes(local));

/** `::read` */
const isGlobal = ({ wraps }: Ir): boolean => wraps?.some(({ type }) => type === globalScope) ?? false;

/** A type that holds any count; what a name of the program's own stands for is not seen. */
const isWide = (type: string | null): boolean => type === null || posixModel.wholeNumbers.test(type);

/** Whether the loop leaves everything as it would have if some bytes are gone before it begins. */
function isResumable({ summary, buffer, symbols }: FixRequest): boolean {
  const { loop, liveOut, totals } = summary;
  const setUp = new Set(
    loop.setup
      .flatMap(node => [...walk(node)])
      .flatMap(node => (node.kind === 'assign' ? (keyOf(node.targets[0]!) ?? '') : [])),
  );
  if (totals.some(({ key }) => setUp.has(key))) return false;
  const stale = liveOut.filter(({ holds }) => holds.some(({ holding }) => holding === 'stale'));
  if (stale.some(({ key }) => symbols.isReadAfterLoop(key) || symbols.isShared(key))) return false;
  return !(buffer && symbols.isReadAfterLoop(buffer)) && !errorIsKept(loop);
}

/** errno is cleared before the loop and read after it: the call that is tried first may set it. */
function errorIsKept(loop: Ir): boolean {
  let root = loop;
  while (root.parent) root = root.parent;
  return [...walk(root)].some(
    node => node.kind === 'assign' && !isWithin(node, loop) && keyOf(node.targets[0] ?? null) === 'errno',
  );
}

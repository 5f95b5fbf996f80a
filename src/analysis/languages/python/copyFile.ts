import type { Change, FixPlan } from '../../fixes/plan';
import type { Call, Ir, Try } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import { makesCalls, modeOf } from './opened';

const caveats = [
  'copying a file onto itself raises SameFileError',
  'a named pipe raises SpecialFileError',
  'after a failure another number of bytes may have been written',
];

/**
 * `with open(a, 'rb') as x, open(b, 'wb') as y:` around nothing but some statements becomes shutil.copyfile(a, b).
 * `keys` names the source and the sink; `needs` is what the call needs of the file.
 */
export function planCopyFile(
  what: string,
  statements: Ir[],
  keys: (string | null)[],
  needs: Change[],
): FixPlan | null {
  const call = copyCall(what, needs);
  const around = aroundOnly(statements);
  const outermost = around[around.length - 1];
  // The outermost opens first.
  const opened = [...around].reverse().flatMap(({ resources }) => resources);
  if (!outermost || opened.length !== 2) return null;
  const [from, to] = [openedBy(opened[0], keys[0], 'r'), openedBy(opened[1], keys[1], 'w')];
  if (!from || !to || makesCalls(to)) return null;
  return call(outermost, from, to, []);
}

/** The plan that puts shutil.copyfile in a statement's place and takes others out. */
const copyCall =
  (what: string, needs: Change[]) =>
  (node: Ir, from: Ir, to: Ir, gone: Ir[]): FixPlan => ({
    title: `Replace ${what} by shutil.copyfile`,
    changes: [
      { kind: 'replace', node, lines: [['shutil.copyfile(', { node: from }, ', ', { node: to }, ')']] },
      ...gone.map((one): Change => ({ kind: 'remove', node: one })),
      ...needs,
    ],
    caveats,
    validated: true,
  });

/**
 * `x = open(a, 'rb')`, `y = open(b, 'wb')`, the loop (and its first read), and both closed, one right behind the other,
 * become shutil.copyfile(a, b). The loop is the last of the statements.
 */
export function planOpenedAndClosed(
  what: string,
  statements: Ir[],
  keys: (string | null)[],
  needs: Change[],
): FixPlan | null {
  const loop = statements[statements.length - 1]!;
  const body = loop.parent?.kind === 'block' ? loop.parent.body : [];
  const at = body.indexOf(statements[0]!);
  const opened = body.slice(Math.max(at - 2, 0), at);
  const closed = body.slice(at + statements.length, at + statements.length + 2);
  const [from, to] = [openedBy(opened[0], keys[0], 'r'), openedBy(opened[1], keys[1], 'w')];
  if (!from || !to || makesCalls(to) || !keys.every(key => closed.some(node => closes(node, key))))
    return null;
  return copyCall(what, needs)(loop, from, to, [...opened, ...statements.slice(0, -1), ...closed]);
}

/** `x.close()` */
export const closes = (node: Ir, key: string | null): boolean =>
  node.kind === 'call' && node.name === 'close' && key !== null && keyOf(node.receiver) === key;

/** The with statements around the statements, innermost first, as far as they hold nothing else. */
function aroundOnly(statements: Ir[]): Try[] {
  const block = statements[0]!.parent;
  const around = block?.parent;
  const isAlone = block?.kind === 'block' && block.body.length === statements.length;
  if (!isAlone || around?.kind !== 'try' || around.resources.length === 0) return [];
  return [around, ...aroundOnly([around])];
}

/** The path of `open(path, 'rb') as key`; null for any other resource. */
function openedBy(resource: Ir | undefined, key: string | null | undefined, mode: 'r' | 'w'): Ir | null {
  if (resource?.kind !== 'assign' || keyOf(resource.targets[0] ?? null) !== key) return null;
  const call = resource.value;
  const opens = call?.kind === 'call' && call.name === 'open' && !call.receiver && call.args.length === 2;
  return opens && modeOf(call as Call) === `${mode}b` ? call.args[0]! : null;
}

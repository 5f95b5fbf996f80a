import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import type { Change, FixRequest, Line } from '../../fixes/plan';
import type { Assign, Call, Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import { isGone, leftovers } from './leftovers';
import { hasMark } from './nodes';
import type { Opened } from './opened';

/** Where a call that opens its files itself can stand: what it replaces, and what else is removed. */
interface Place {
  node: Ir;
  gone: Ir[];
  caveats: Message[];
}

/**
 * The changes that put lines in the place of a loop and of the openings of files that it alone uses, right before it.
 * Null where the files are used otherwise, or something stands in between. `kept` is code that the lines name.
 */
export function replaceOpened(
  request: FixRequest,
  opened: Opened[],
  lines: Line[],
  kept: Ir[],
): { changes: Change[]; caveats: Message[] } | null {
  const { loop, firstRead } = request.summary;
  const closed = closings(request, opened);
  if (!closed) return null;
  const declared = opened.map(one => one.declared);
  const gone = [loop, ...(firstRead ? [firstRead] : []), ...closed];
  const removed = leftovers(request, [...gone, ...declared], kept);
  const place = removed && placeOf(loop, declared, { gone: [...gone, ...removed], closed });
  if (!place || (lines.length > 1 && place.node.parent?.kind !== 'block')) return null;
  const others = place.gone.filter(node => !isGone(node, [place.node]));
  return {
    changes: [
      { kind: 'replace', node: place.node, lines },
      ...others.map((node): Change => ({ kind: 'remove', node })),
    ],
    caveats: place.caveats,
  };
}

/** The calls right behind the loop that flush or close the files; null where a file is used otherwise. */
function closings(
  { summary: { loop, firstRead, source, sink } }: FixRequest,
  opened: Opened[],
): Call[] | null {
  const keys = opened.map(({ declared }) => keyOf(declared.targets[0]!));
  const ends = [source, sink].filter(({ node }) => keys.includes(keyOf(node)));
  const uses = ends.flatMap(end => end.uses).filter(use => !firstRead || !isGone(use, [firstRead]));
  const calls = uses.map(({ parent }) => (parent && isClosing(parent) ? parent : null));
  const body = loop.parent?.kind === 'block' ? loop.parent.body : [];
  const behind = body.slice(body.indexOf(loop) + 1, body.indexOf(loop) + 1 + calls.length);
  return calls.every(call => call !== null && behind.includes(call)) ? (calls as Call[]) : null;
}

/** `file.Close()`, and what a file that is closed does anyway. */
const isClosing = (node: Ir): node is Call =>
  node.kind === 'call' && /^(Flush|Close|Dispose)$/.test(node.name) && node.args.length === 0;

interface Around {
  gone: Ir[];
  closed: Call[];
}

function placeOf(loop: Ir, declared: Assign[], { gone, closed }: Around): Place | null {
  const isOpening = (up: Ir | null): boolean =>
    up?.kind === 'try' && declared.some(one => up.resources[0] === one);
  if (declared.every(({ parent }) => isOpening(parent))) {
    const node = outermost(loop, declared, gone);
    return node && { node, gone, caveats: [] };
  }
  const block = loop.parent;
  if (block?.kind !== 'block' || declared.some(({ parent }) => parent !== block)) return null;
  const from = Math.min(...declared.map(one => block.body.indexOf(one)));
  const between = block.body.slice(from, block.body.indexOf(loop));
  if (!between.every(node => isGone(node, [...gone, ...declared]))) return null;
  const caveats = closing(declared, closed, block.body.at(-1) !== [loop, ...closed].at(-1));
  return caveats && { node: loop, gone: [...gone, ...declared].filter(node => node !== loop), caveats };
}

/** What differs in when the files are closed; null where one is not closed in sight. */
function closing(declared: Assign[], closed: Call[], goesOn: boolean): Message[] | null {
  const isUsing = (one: Assign): boolean => hasMark(one, 'using_declaration');
  const isClosed = (one: Assign): boolean =>
    closed.some(({ name, receiver }) => name !== 'Flush' && keyOf(receiver) === keyOf(one.targets[0]!));
  if (!declared.every(one => isUsing(one) || isClosed(one))) return null;
  return [
    goesOn && !declared.every(isClosed) && message('caveat.csharp.closed-early'),
    !declared.every(isUsing) && message('caveat.csharp.closed-after-failure'),
  ].filter(text => text !== false);
}

/** The outermost of the `using` statements that open the files, where they hold nothing but what goes with the loop. */
function outermost(loop: Ir, declared: Assign[], gone: Ir[]): Ir | null {
  const left = new Set<Ir>(declared);
  let node = loop;
  while (left.size > 0) {
    const up: Ir | null = node.parent;
    if (up?.kind === 'block' && up.body.every(part => part === node || isGone(part, gone))) node = up;
    else if (up?.kind === 'try' && up.body === node && left.delete(up.resources[0]!)) node = up;
    else return null;
  }
  return node;
}

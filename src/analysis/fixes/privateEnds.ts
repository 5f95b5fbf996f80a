import { message } from '../../messages/message';
import { functionOf } from '../source/scope';
import type { Assign, Ir } from '../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../syntax/ir';
import type { FixRequest, Symbols } from './plan';

/** What a language's code does with an end beside copying. A use is the end's name where it stands. */
export interface EndUses {
  /** What a variable gets: an end that is `opened` there, one inside of another (`bufio.NewReader(in)`), or null. */
  madeOf(value: Ir): 'opened' | Ir | null;
  /** Asks for nothing that depends on the end's position, and keeps no hold of it. */
  isHarmless(use: Ir): boolean;
  /** May ask for the position or change it, but keeps no hold of the end. */
  isBrief(use: Ir): boolean;
  /** Whether a call that opens an end leaves a file empty or makes a new one. */
  empties(opening: Ir): boolean;
}

/** A loop has read a whole buffer when its write fails; a call of the kernel only what it wrote. */
export const sourceStandsElsewhere = message('caveat.source-elsewhere');

/**
 * Whether no other code can see the position of an end after a failed copy: the loop's function opens it and passes it
 * to no other. `leaves`: every failure leaves the function, so that what stands behind the loop does not run.
 */
export function isPrivate(
  end: Ir,
  { summary: { loop }, symbols }: FixRequest,
  { madeOf, isHarmless, isBrief }: EndUses,
  leaves: boolean,
): boolean {
  const own = functionOf(loop);
  const making = makingOf(end, symbols, madeOf);
  if (!own || !making?.every(assign => functionOf(assign) === own)) return false;
  const names = making.map(({ targets }) => keyOf(targets[0]!));
  // A loop around it runs the copy again, from where the last one stopped.
  const isRepeated = making.some(assign => isRepeatedAfter(assign, loop));
  if (isRepeated && !leaves) return false;
  const isUnseen = (use: Ir): boolean => {
    if (isWithin(use, loop)) return !isHandedOut(use, loop);
    const isElsewhere = functionOf(use) !== own;
    // Another function may run beside the loop, unless it is deferred: what it closes ends the copy.
    if (isHarmless(use)) return !isElsewhere || isDeferred(use);
    if (making.some(assign => isWithin(use, assign))) return true;
    if (isElsewhere || isDeferred(use)) return false;
    if (use.start >= loop.end) return leaves;
    return isBrief(use);
  };
  return [...walk(own)].every(node => {
    const key = keyOf(node);
    return key === null || !names.includes(key) || isUnseen(node);
  });
}

/** The declarations that an end comes from, its own first; null where it is not opened by one of them. */
function makingOf(
  end: Ir,
  symbols: Symbols,
  madeOf: EndUses['madeOf'],
  known: readonly Assign[] = [],
): Assign[] | null {
  const key = end.kind === 'name' ? end.name : null;
  const declared = key === null ? null : symbols.declarationOf(key);
  const [only, ...others] = key === null ? [] : symbols.assignments(key);
  if (!declared?.value || declared !== only || others.length > 0 || known.includes(declared)) return null;
  for (let made: 'opened' | Ir | null = declared.value; made; made = madeOf(made)) {
    if (made === 'opened') return [declared];
    if (made.kind !== 'name') continue;
    const inner = makingOf(made, symbols, madeOf, [...known, declared]);
    return inner && [declared, ...inner];
  }
  return null;
}

/** Whether a loop around the copy does not open the end again in each of its rounds. */
export const isRepeatedAfter = (opening: Ir, loop: Ir): boolean =>
  [...ancestors(loop)].some(
    up => up.kind === 'loop' && functionOf(up) === functionOf(loop) && !isWithin(opening, up),
  );

/** What a `return` in the loop gives its caller. */
const isHandedOut = (use: Ir, loop: Ir): boolean =>
  [...ancestors(use)].some(up => up.kind === 'jump' && isWithin(up, loop));

const isDeferred = (use: Ir): boolean => [...ancestors(use)].some(up => up.kind === 'defer');

/** A call on an end, by the names of the methods. */
export const isReceiverOf =
  (names: RegExp) =>
  (use: Ir): boolean =>
    use.parent?.kind === 'call' && use.parent.receiver === use && names.test(use.parent.name);

/** What opens the end, under the names and streams around it; null where that is not in sight. */
function openingOf(end: Ir, symbols: Symbols, madeOf: EndUses['madeOf']): Ir | null {
  let value = makingOf(end, symbols, madeOf)?.at(-1)?.value ?? null;
  for (;;) {
    const made: 'opened' | Ir | null = value && madeOf(value);
    if (made === 'opened' || made === null) return made && value;
    value = made;
  }
}

/**
 * Whether the copy may be one of a file onto another place of itself, of which what is read hangs on how much is written
 * at a time: the two files stand at different places, and the target is not emptied.
 */
export function mayOverlap({ summary, source, sink, symbols }: FixRequest, uses: EndUses): boolean {
  if (source.end !== 'file' || sink.end !== 'file') return false;
  const [from, to] = [summary.source, summary.sink].map(({ node }) => openingOf(node, symbols, uses.madeOf));
  const isMoved = [summary.source, summary.sink].some(({ uses: all }) =>
    all.some(use => use.start < summary.loop.start && uses.isBrief(use)),
  );
  return !(to && uses.empties(to)) && (isMoved || !from || !to);
}

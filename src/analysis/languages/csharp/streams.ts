import { message } from '../../../messages/message';
import type { FixPlan, FixRequest, Line, Piece } from '../../fixes/plan';
import type { EndState, LoopSummary, Total } from '../../loops/summary';
import type { Call, Ir } from '../../syntax/ir';
import { ancestors, isWithin, keyOf } from '../../syntax/ir';
import { bareType } from '../../syntax/loweringRules';
import { caveatsOfFailure, testedOn } from './caveats';
import { leftovers } from './leftovers';
import { isOwn } from './names';
import { hasMark } from './nodes';
import { isFileClass, openedFor } from './opened';
import { positionLines, targetsOf, writtenType } from './totals';
import type { Waiting } from './waiting';

/** Classes of .NET whose CopyTo reads as their Read does. */
const streams =
  /^(FileStream|NetworkStream|BufferedStream|UnmanagedMemoryStream|(Named|Anonymous)Pipe(Client|Server)Stream)$/;
/** Calls of .NET that give a stream. */
const makers =
  /^(Open(Read|Write)|GetStream|Get(Response|Request)Stream(Async)?|ReadAsStream(Async)?|OpenReadStream|GetManifestResourceStream)$/;

/** CopyTo and CopyToAsync loop over a buffer of 81,920 bytes of their own: tidier, and as many copies. */
export function planCopyTo(request: FixRequest, waiting: Waiting, totals: Total[]): FixPlan | null {
  const { summary, symbols } = request;
  const { loop, firstRead, source, sink } = summary;
  const { isAsync, token } = waiting;
  if (![source, sink].every(end => isStream(end, symbols))) return null;
  if (totals.length > 0 && !isAtStart(request)) return null;
  const gone = [loop, ...(firstRead ? [firstRead] : [])];
  const kept = [source.node, sink.node, ...targetsOf(totals), ...(token ? [token] : [])];
  const removed = leftovers(request, gone, kept);
  if (!removed) return null;
  return {
    title: message('fix.replace-loop', { call: isAsync ? 'Stream.CopyToAsync' : 'Stream.CopyTo' }),
    changes: [
      {
        kind: 'replace',
        node: loop,
        lines: [lineOf(summary, waiting), ...positionLines(totals, source.node)],
      },
      ...[...(firstRead ? [firstRead] : []), ...removed].map(node => ({ kind: 'remove', node }) as const),
    ],
    caveats: [
      message('caveat.csharp.other-pieces'),
      ...(isMade(source, symbols) ? [] : [message('caveat.csharp.overridden-copy-to')]),
      message('caveat.csharp.refused-end'),
      ...(totals.length > 0 ? [needsPosition] : []),
      ...caveatsOfFailure('written'),
      testedOn,
    ],
    compared: true,
  };
}

const needsPosition = message('caveat.csharp.no-position');

function lineOf({ source, sink }: LoopSummary, { isAsync, token, configured }: Waiting): Line {
  const cancels: Piece[] = token ? [', 81920, ', { node: token }] : [];
  const ends: Piece[] = [{ node: source.node }, isAsync ? '.CopyToAsync(' : '.CopyTo(', { node: sink.node }];
  return [isAsync ? 'await ' : '', ...ends, ...cancels, `)${isAsync ? configured : ''};`];
}

/** A file that was just opened for this loop: its position counts what the loop read. */
function isAtStart(request: FixRequest): boolean {
  const { loop, firstRead, source } = request.summary;
  const opened = openedFor(source.node, request, 'read');
  const isBefore = (use: Ir): boolean => use.start < loop.start && !(firstRead && isWithin(use, firstRead));
  const isRepeated = [...ancestors(loop)].some(
    up => up.kind === 'loop' && opened && !isWithin(opened.declared, up),
  );
  return opened !== null && !isRepeated && !source.uses.some(isBefore);
}

type Names = FixRequest['symbols'];

/** A Stream of .NET by its written type or by what made it; what a reader or a writer holds is none. */
function isStream(end: EndState, symbols: Names): boolean {
  const { node, resolved } = end;
  const key = keyOf(node);
  if (key === null || resolved.wrappers.some(name => /Reader|Writer/.test(name))) return false;
  const written = writtenType(key, symbols);
  if (written) return /^(System\.IO\.)?Stream\??$/.test(written) || streams.test(bareType(written));
  if (node.kind === 'member') return members.test(node.name);
  const made = makingOf(end, symbols);
  return made !== null && (isMade(end, symbols) || makers.test(made.name));
}

const members = /^(Body|BaseStream|(In|Out)putStream)$/;

/** The one call that a variable's value comes from. */
function makingOf({ node }: EndState, { declarationOf, assignments }: Names): Call | null {
  const value = node.kind === 'name' ? declarationOf(node.name)?.value : null;
  if (value?.kind !== 'call' || assignments(keyOf(node)!).some(assign => !assign.declares)) return null;
  return hasMark(value, 'conditional_access') ? null : value;
}

/** Made in sight by a class of .NET, or by what opens files and sockets: of no class of its own. */
function isMade(end: EndState, symbols: Names): boolean {
  const made = makingOf(end, symbols);
  if (!made) return false;
  const by = made.creates ? made.name : (keyOf(made.receiver) ?? '');
  if (isOwn(by, symbols)) return false;
  if (made.creates) return streams.test(made.name);
  return isFileClass(made) ? /^(Open(Read|Write)?|Create)$/.test(made.name) : /^OpenStandard/.test(made.name);
}

import { message } from '../../../messages/message';
import type { Change, FixPlan, FixRequest } from '../../fixes/plan';
import { obstaclesToReplacing } from '../../loops/summary';
import type { Assign, Call, Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import { planDescriptors } from '../c/fix';
import { fileStream } from './calls';

const caveats = [
  message('caveat.cpp.filesystem-error'),
  message('caveat.cpp.permissions'),
  message('caveat.cpp.standard'),
  message('caveat.cpp.named-pipe'),
  message('caveat.cpp.proc'),
  message('caveat.cpp.copy-onto-itself'),
];

/** Descriptors as in C; two file streams that are opened for nothing else by std::filesystem::copy_file. */
export function planLoop(request: FixRequest): FixPlan | null {
  const streams = [request.source, request.sink].every(({ type }) => fileStream.test(type ?? ''));
  return streams ? planStreams(request) : planDescriptors('cpp')(request);
}

function planStreams(request: FixRequest): FixPlan | null {
  const { summary, symbols } = request;
  if (obstaclesToReplacing(summary).length > 0 || summary.limit || !fallsThrough(request)) return null;
  const { loop } = summary;
  const from = openedAs(summary.source.node, request, /^i?fstream$/, /^(in|binary)$/);
  const to = openedAs(summary.sink.node, request, /^o?fstream$/, /^(out|binary|trunc)$/);
  if (!from || !to || !standTogether(loop, [from, to])) return null;
  const closed = closings(request);
  const gone = closed && [from, to, ...closed, ...declarationsGone(request)];
  if (!gone || summary.liveOut.some(({ key }) => symbols.isShared(key) || symbols.isReadAfterLoop(key)))
    return null;
  const path = (opened: Assign) => ({ node: (opened.value as Call).args[0]! });
  return {
    title: message('fix.replace-loop', { call: 'std::filesystem::copy_file' }),
    changes: [
      {
        kind: 'replace',
        node: loop,
        lines: [
          [
            'std::filesystem::copy_file(',
            path(from),
            ', ',
            path(to),
            ', std::filesystem::copy_options::overwrite_existing);',
          ],
        ],
      },
      ...gone.map((node): Change => ({ kind: 'remove', node })),
      { kind: 'import', line: '#include <filesystem>', named: 'filesystem' },
    ],
    caveats,
    compared: true,
  };
}

/** Every way out leads to what follows the loop. */
const fallsThrough = ({ summary }: FixRequest): boolean =>
  summary.exits.every(({ word }) => word === 'condition' || word === 'break');

/** `std::ifstream in(path, std::ios::binary);`, in the loop's own block. */
function openedAs(end: Ir, { summary, symbols }: FixRequest, type: RegExp, mode: RegExp): Assign | null {
  const [only, ...others] = symbols.assignments(keyOf(end) ?? '');
  const call = only?.value;
  if (others.length > 0 || !only?.declares || only.parent !== summary.loop.parent) return null;
  if (call?.kind !== 'call' || !call.creates || !type.test(call.name) || !call.args[0]) return null;
  const modes = call.args
    .slice(1)
    .flatMap(arg => [...walk(arg)].map(keyOf))
    .filter(key => key !== null);
  const opens = call.name === 'fstream' ? modes.length > 0 : true;
  return opens && call.args.length <= 2 && modes.every(key => mode.test(key)) ? only : null;
}

/** Between the openings and the loop stand declarations alone: the paths still name the same files. */
function standTogether(loop: Ir, opened: Assign[]): boolean {
  if (loop.parent?.kind !== 'block') return false;
  const { body } = loop.parent;
  const first = Math.min(...opened.map(assign => body.indexOf(assign)));
  const between = first < 0 ? [loop] : body.slice(first, body.indexOf(loop));
  return between.every(
    node => node.kind === 'assign' && node.declares && (opened.includes(node) || isPlain(node)),
  );
}

/** A declaration that calls nothing but the making of a buffer. */
const isPlain = ({ value }: Assign): boolean =>
  value === null || ![...walk(value)].some(node => node.kind === 'call' && node.name !== '#buffer');

/** The calls that close the ends after the loop; null where another call is given one. */
function closings({ summary }: FixRequest): Ir[] | null {
  const { source, sink, loop } = summary;
  if (source.before.length + sink.before.length > 0) return null;
  const after = [...source.after, ...sink.after];
  const closes = after.every(
    node => node.kind === 'call' && node.name === 'close' && node.parent === loop.parent,
  );
  return closes && source.uses.length + sink.uses.length === after.length ? after : null;
}

/** Declarations of the buffer and the count that nothing else uses. */
function declarationsGone({ summary, symbols, buffer }: FixRequest): Assign[] {
  const keys = [...summary.liveOut.map(({ key }) => key), ...(buffer ? [buffer] : [])];
  return keys.flatMap(key => {
    const [only, ...others] = symbols.assignments(key).filter(({ declares }) => declares);
    const isHere = only && others.length === 0 && only.parent === summary.loop.parent && isPlain(only);
    return isHere && !symbols.isNamedElsewhere(key) ? [only] : [];
  });
}

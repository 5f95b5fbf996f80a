import { message } from '../../../messages/message';
import type { FixPlan, FixRequest } from '../../fixes/plan';
import type { Resolved } from '../../loops/ends';
import type { EndState } from '../../loops/summary';
import { obstaclesToReplacing } from '../../loops/summary';
import { isWithin, keyOf, walk } from '../../syntax/ir';
import { otherSinks } from './pipeline';
import { written } from './replacing';

/** Calls by which a program steers a stream, or its handlers, by hand: `pipe` would do otherwise. */
const steers =
  /^(pause|resume|read|unpipe|pipe|off|removeListener|removeAllListeners|setEncoding|isPaused|cork|uncork)$/;

/**
 * Replaces `source.on('data', chunk => sink.write(chunk))` by `source.pipe(sink, { end: false })`: the same copies, with
 * back-pressure. What the program does at the end and on errors of both streams stays as it is.
 */
export function planPipe(request: FixRequest): FixPlan | null {
  const { summary, source, sink } = request;
  const { loop } = summary;
  if (loop.steps !== 'events' || !loop.over || !isStatement(request)) return null;
  if (obstaclesToReplacing(summary).length > 0 || !setsNothing(request)) return null;
  if (![source, sink].every(isStream) || keyOf(loop.over) === keyOf(summary.sink.node)) return null;
  if ([summary.source, summary.sink].some(isSteered)) return null;
  return {
    title: message('fix.replace-handler'),
    changes: [
      {
        kind: 'replace',
        node: loop,
        lines: [[written(loop.over), '.pipe(', written(summary.sink.node), ', { end: false });']],
      },
    ],
    caveats: [
      message('caveat.javascript.waits-for-room'),
      // pipe lets go of a target that fails, and reads no further.
      message('caveat.javascript.source-stops'),
    ],
  };
}

/** A statement of its own: what `on` returns is not used. */
const isStatement = ({ summary: { loop } }: FixRequest): boolean =>
  loop.parent?.kind === 'block' && loop.wraps?.length === 1 && loop.wraps[0]!.type === 'expression_statement';

/** The handler keeps nothing for others. */
const setsNothing = ({ summary: { loop }, symbols }: FixRequest): boolean =>
  [...walk(loop.body)].every(node => {
    if (node.kind !== 'assign') return true;
    const declared = symbols.assignments(keyOf(node.targets[0]!) ?? '').filter(({ declares }) => declares);
    return declared.length > 0 && declared.every(assign => isWithin(assign, loop));
  });

/** A stream of Node's by what made it, or by its written type. */
const isStream = ({ end, known, type }: Resolved): boolean =>
  end !== 'unknown' && /^(proven|typed)$/.test(known) && !otherSinks.test(type ?? '');

const isSteered = ({ uses }: EndState): boolean =>
  uses.some(({ parent }) => parent?.kind === 'call' && steers.test(parent.name));

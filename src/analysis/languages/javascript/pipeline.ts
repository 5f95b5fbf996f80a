import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import type { Change, FixPlan, FixRequest } from '../../fixes/plan';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import { handle } from './ends';
import { bound } from './fix';
import { awaitsFinish, declarationsGone, isReplaceable, written } from './replacing';

/** What is no stream of Node's: file handles, and the writers of web streams, Deno and Bun. */
export const otherSinks = /Deno|Bun|Writer$|^fd$/;

/**
 * Replaces `for await (const chunk of source) sink.write(chunk)` by `await pipeline(source, sink)`: the same copies,
 * with back-pressure and with errors of both ends. The sink stays open where the code does not end it at once.
 */
export function planPipeline(request: FixRequest): FixPlan | null {
  const { summary, symbols } = request;
  const { loop, sink } = summary;
  const key = keyOf(sink.node);
  if (loop.steps !== 'awaited' || !loop.over || !key || key === keyOf(loop.over)) return null;
  if (!isReplaceable(request) || symbols.bindings.length === 0 || !takesStreams(request, key)) return null;
  const names = declarationsGone(request);
  const ending = endingAfter(request, key);
  if (!names || !ending) return null;
  const ends = ending.length > 0 ? '' : ', { end: false }';
  const pipeline = { module: 'stream.promises', name: 'pipeline' };
  const { local, needs } = bound(symbols.bindings, pipeline, symbols.freshInFile);
  return {
    title: message('fix.replace-loop', { call: 'stream.pipeline' }),
    changes: [
      {
        kind: 'replace',
        node: loop,
        lines: [[`await ${local}(`, written(loop.over), ', ', written(sink.node), `${ends});`]],
      },
      ...[...ending, ...names].map((node): Change => ({ kind: 'remove', node })),
      ...needs,
    ],
    caveats: caveatsOf(request, ending),
  };
}

function caveatsOf({ summary, sink }: FixRequest, ending: Call[]): Message[] {
  const isKnown = sink.end !== 'unknown' && /^(proven|typed)$/.test(sink.known);
  return [
    message('caveat.javascript.closes-other'),
    message('caveat.javascript.target-failure'),
    !waitsForRoom(summary.loop) && message('caveat.javascript.waits-for-room'),
    ending.length === 1 && message('caveat.javascript.waits-for-end'),
    !isKnown && message('caveat.javascript.unseen-target'),
  ].filter(text => text !== false);
}

/** `await once(sink, 'drain')`; the summary has shown that it is the sink's, and only where it is full. */
const waitsForRoom = (loop: Ir): boolean =>
  [...walk(loop)].some(node => node.kind === 'call' && node.name === 'once');

/** A stream of Node's: by what made it, or by the room it is asked for. */
function takesStreams({ summary, sink }: FixRequest, key: string): boolean {
  const type = sink.type ?? '';
  if (/writer$/i.test(key) || otherSinks.test(type) || handle.test(type)) return false;
  return sink.end !== 'unknown' || waitsForRoom(summary.loop);
}

/** The lines after the loop by which it ends the sink: empty where it stays open, null where other code waits for that. */
function endingAfter({ summary: { loop, sink }, sink: resolved }: FixRequest, key: string): Call[] | null {
  const body = loop.parent?.kind === 'block' ? loop.parent.body : [];
  const [next, then] = body.slice(body.indexOf(loop) + 1);
  const ends =
    next?.kind === 'call' && next.name === 'end' && keyOf(next.receiver) === key && next.args.length === 0;
  if (!ends) return [];
  const until = resolved.end === 'file' ? 'finish or close' : 'finish';
  const gone = then && awaitsFinish(then, key, until) ? [next, then] : [next];
  const isGone = (use: Ir): boolean => gone.some(call => call === use.parent);
  return sink.uses.some(use => use.start >= loop.end && !isGone(use) && isWaitedFor(use)) ? null : gone;
}

/** `once(sink, 'finish')`, `sink.on('finish', …)`: what comes but once. */
function isWaitedFor(use: Ir): boolean {
  const call = use.parent;
  if (call?.kind !== 'call') return false;
  if (call.name === 'finished') return true;
  const event = call.receiver === use ? call.args[0] : call.args[1];
  return (
    /^(on|once)$/.test(call.name) && event?.kind === 'literal' && /^(finish|close)$/.test(String(event.value))
  );
}

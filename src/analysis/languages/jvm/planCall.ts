import { message } from '../../../messages/message';
import { freshName } from '../../fixes/edits';
import type { FixPlan } from '../../fixes/plan';
import { bindingsOf } from '../../fixes/printer';
import type { CopyCall } from '../../language';
import type { Resolved } from '../../loops/ends';
import { resolveEnd } from '../../loops/ends';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import type { Dialect } from './channels';
import { channelOf, reachesChannels } from './channels';
import { isOfLibrary } from './imports';
import { adviseJvmCall } from './jvm';
import { channelCaveats } from './plan';

/**
 * Puts a loop over FileChannel.transferTo before a library's copy call, which stays for sources without a size. Only
 * where the number of bytes that the call returns is unused.
 */
export const planCall =
  (dialect: Dialect) =>
  (copy: CopyCall): FixPlan | null => {
    const { file, scope, call } = copy;
    if (adviseJvmCall(copy)?.reach !== 'kernel' || !isValueUnused(call)) return null;
    if (!isOfLibrary(bindingsOf(file))) return null;
    const source = bareEnd(copy, copy.source, /^newInputStream$/);
    const sink = bareEnd(copy, copy.sink, /^newOutputStream$/);
    if (!source || !sink || !reachesChannels(source.end, sink.end)) return null;
    const from = channelOf(source.node, source.end, scope, dialect);
    const to = channelOf(sink.node, sink.end, scope, dialect);
    if (!from || !to) return null;
    const moved = freshName(file, 'moved');
    const lines = dialect.lines({ from: from.pieces, to: to.pieces, moved, left: null, adds: [] });
    return {
      title: message('fix.before-call', { call: 'FileChannel.transferTo' }),
      changes: [{ kind: 'insert-before', node: call, lines }],
      caveats: [
        ...channelCaveats({ source: source.end, sink: sink.end }, from, to),
        message('caveat.jvm.counts-after-failure'),
      ],
    };
  };

interface Bare {
  node: Ir;
  end: Resolved;
}

/** An end without the stream that `Channels.newOutputStream(channel)` puts around a channel. */
function bareEnd({ call, scope }: CopyCall, end: Resolved, stream: RegExp): Bare | null {
  const written = [call.receiver, ...call.args].find(
    part => part && (end.key === null ? isStreamOf(part, stream) : keyOf(part) === end.key),
  );
  if (!written) return null;
  const [held, ...others] = scope.assignments(end.key ?? '').map(({ value }) => value);
  const made = end.key === null ? written : others.length === 0 ? (held ?? null) : null;
  const inner = isStreamOf(made, stream) ? made.args[0] : undefined;
  return inner ? { node: inner, end: resolveEnd(inner, scope) } : { node: written, end };
}

const isStreamOf = (node: Ir | null, name: RegExp): node is Call =>
  node?.kind === 'call' && name.test(node.name) && keyOf(node.receiver) === 'Channels';

/** Whether a node is a statement in a block, and its value is not the used value of a block around it. */
function isValueUnused(node: Ir): boolean {
  const up = node.parent;
  return up?.kind === 'block' && (up.body.at(-1) !== node || givesNothing(up));
}

/** Whether the value of a block is unused: of a function with a name, of a loop, or a statement itself. */
function givesNothing(block: Ir): boolean {
  const up = block.parent;
  switch (up?.kind) {
    case 'function':
      return up.name !== null;
    case 'loop':
      return true;
    case 'if':
    case 'try':
      return givesNothing(up);
    case 'block':
      return up.body.at(-1) !== block || givesNothing(up);
    default:
      return up === null;
  }
}

import type { Scope } from '../source/languageTables';
import type { Call, Ir } from '../syntax/ir';
import { keyOf, walk } from '../syntax/ir';

const kernelMoves = /(^|_)(sendfile|copy_file_range|splice)(_all|64)?$/;

/**
 * `channel.transferTo(position, count, sink)`, not the stream's call of that name; `syscall(SYS_copy_file_range, …)`.
 */
const isKernelMove = ({ name, args }: Call): boolean =>
  kernelMoves.test(name === 'syscall' ? (keyOf(args[0] ?? null) ?? '') : name) ||
  (name === 'transferTo' && args.length === 3);

/**
 * Whether a call of the same function moves bytes between these ends inside the kernel: what else copies between them
 * takes over where it could move no more.
 */
export function followsKernelMove(scope: Scope, source: Ir | null, sink: Ir | null): boolean {
  const from = keysOf(source, scope);
  const to = keysOf(sink, scope);
  if (from.length === 0 || to.length === 0) return false;
  return [...walk(scope.root)].some(node => {
    if (node.kind !== 'call' || !isKernelMove(node)) return false;
    const given = [node.receiver, ...node.args].map(part => keyOfEnd(part) ?? '');
    // A socket's own sendfile; the sink may be a file object made from it.
    const isMethod = node.name === 'sendfile' && node.receiver !== null;
    return from.some(key => given.includes(key)) && (isMethod || to.some(key => given.includes(key)));
  });
}

/** What an end is known by: itself, and the channel that a stream was made around. */
function keysOf(end: Ir | null, scope: Scope): string[] {
  const own = keyOfEnd(end);
  const made =
    own === null ? [] : scope.assignments(own).map(({ value }) => (value && isAround(value) ? value : null));
  return [own, ...made.map(keyOfEnd)].filter(key => key !== null);
}

/** `Channels.newOutputStream(channel)` */
const isAround = (node: Ir): boolean =>
  node.kind === 'call' && /^new(In|Out)putStream$/.test(node.name) && keyOf(node.receiver) === 'Channels';

/** `fd`, `file.get()`, `in.getChannel()` and `ends[0]` by what they name. */
function keyOfEnd(end: Ir | null): string | null {
  if (end?.kind === 'literal') return String(end.value);
  if (end?.kind === 'call') return keyOf(isAround(end) ? (end.args[0] ?? null) : end.receiver);
  return keyOf(end?.kind === 'index' ? end.object : end);
}

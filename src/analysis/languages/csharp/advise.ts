import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import type { Advice, CopyCall } from '../../language';
import type { CopyLoop } from '../../loops/copyLoop';
import type { Resolved } from '../../loops/ends';
import type { Scope } from '../../source/languageTables';
import type { Call, Ir } from '../../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../../syntax/ir';
import { appending } from './ends';

/** What one call would really do in .NET. */

const isFile = (end: Resolved): boolean => end.end === 'file';
/** A socket, or the NetworkStream around one: `NetworkStream.Socket` is public since .NET 5. */
const isPlainSocket = (end: Resolved): boolean =>
  end.end === 'socket' && /^(Socket|NetworkStream|TcpClient|TcpListener)$/.test(end.type ?? 'Socket');
const waits = ({ loop }: CopyLoop): boolean =>
  [...walk(loop)].some(node => node.wraps?.some(({ type }) => type === 'await_expression'));

const kernel = (instead: string, because: Message): Advice => ({ reach: 'kernel', instead, because });

/**
 * File.Copy: FICLONE, copy_file_range, sendfile, in this order; Socket.SendFile: sendfile; Stream.CopyTo: a loop over
 * a rented buffer of 81,920 bytes, whatever the ends. Source of System.Native and System.Private.CoreLib.
 */
export function advise(flow: CopyLoop): Advice {
  const { source, sink } = flow;
  const copyTo = waits(flow) ? 'Stream.CopyToAsync' : 'Stream.CopyTo';
  const sendFile = waits(flow) ? 'Socket.SendFileAsync' : 'Socket.SendFile';
  const userSpace = (because: Message): Advice => ({ reach: 'user-space', instead: copyTo, because });
  if (sink.type === appending) return userSpace(message('call.csharp.appending', { call: copyTo }));
  if (isFile(source) && isPlainSocket(sink))
    return flow.sideEffects.limits.length > 0
      ? kernel('Socket.SendPacketsAsync', message('call.csharp.send-packets'))
      : kernel(sendFile, message('call.csharp.send-file', { call: sendFile }));
  if (isFile(source) && isFile(sink))
    return flow.sideEffects.limits.length > 0
      ? userSpace(message('call.csharp.part-of-file', { call: copyTo }))
      : kernel('File.Copy', message('call.csharp.file-copy'));
  if (
    source.end === 'socket' ||
    source.end === 'pipe' ||
    sink.end === 'pipe' ||
    (sink.end === 'socket' && !isPlainSocket(sink))
  )
    return userSpace(message('call.csharp.no-call', { call: copyTo }));
  return {
    reach: 'depends',
    instead: copyTo,
    because: message('call.csharp.unseen', { call: copyTo }),
  };
}

/** CopyTo always loops in user space: worth a word where the ends could do better. */
export function adviseCall({ call, source, sink, scope }: CopyCall): Advice | null {
  if (!isFile(source) || sink.type === appending) return null;
  const sendFile = call.name === 'CopyToAsync' ? 'Socket.SendFileAsync' : 'Socket.SendFile';
  if (sink.end === 'socket' && isPlainSocket(sink))
    return kernel(sendFile, message('call.csharp.loops-send-file', { call: call.name, instead: sendFile }));
  if (isFile(sink) && opensWhole(call, call.receiver, scope) && opensWhole(call, call.args[0] ?? null, scope))
    return kernel('File.Copy', message('call.csharp.loops-file-copy', { call: call.name }));
  return null;
}

/** Opened by its path for this one copy: not a field, nor a file that a loop fills piece by piece. */
function opensWhole(copy: Call, end: Ir | null, scope: Scope): boolean {
  const [only, ...others] = scope.assignments(keyOf(end) ?? '');
  const call = end?.kind === 'call' ? end : only?.value;
  if (others.length > 0 || call?.kind !== 'call' || (only && !only.declares)) return false;
  if (!call.creates && !namesPath(call, scope)) return false;
  const repeats = [...ancestors(copy)].find(up => up.kind === 'loop');
  return repeats === undefined || isWithin(call, repeats);
}

/** `File.OpenRead(path)`, or a FileInfo's own opening. */
function namesPath({ receiver }: Call, scope: Scope): boolean {
  const key = keyOf(receiver) ?? '';
  const made = scope.assignments(key).map(({ value }) => value);
  return (
    /^(System\.IO\.)?File$/.test(key) ||
    /^FileInfo\??$/.test(scope.typeOf(key) ?? '') ||
    [receiver, ...made].some(value => value?.kind === 'call' && value.creates && value.name === 'FileInfo')
  );
}

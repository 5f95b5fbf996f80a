/** What the languages of the JVM share: what calls do to a buffer, and what the library's calls reach. */

import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import type { Advice, CopyCall, CopyCallShape } from '../../language';
import type { CopyLoop } from '../../loops/copyLoop';
import type { Resolved } from '../../loops/ends';
import type { EffectRule } from '../../source/languageTables';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import { appending } from './ends';

export const sizeOfAllocation = (call: Call): Ir | null =>
  /^(allocate|allocateDirect)$/.test(call.name) ? (call.args[0] ?? null) : null;

const isFile = (end: Resolved): boolean => end.end === 'file';
/** A stream whose file can't be seen: an InputStream that is called `fileIn`. */
const isAnyStream = (end: Resolved): boolean => /^(InputStream|OutputStream)$/.test(end.type ?? '');
export const isStandard = (end: Resolved): boolean => end.type === 'standard stream';
export const isAppending = (end: Resolved): boolean => end.type === appending;
/** Streams of a file whose channel is at hand, or the channel itself. */
export const hasFileChannel = (end: Resolved): boolean =>
  isFile(end) && !isAnyStream(end) && end.type !== null && !isAppending(end);
export const isSocketChannel = (end: Resolved): boolean =>
  end.end === 'socket' && (/SocketChannel$/.test(end.type ?? '') || end.wrappers.includes('getChannel'));

const kernel = (because: Message): Advice => ({
  reach: 'kernel',
  instead: 'FileChannel.transferTo',
  because,
});

/** Reaches sendfile, where the program opens its socket as a SocketChannel. */
const toChannel = 'FileChannel.transferTo(SocketChannel)';

/** Ends that no call of the JVM moves inside the kernel, whatever the other end is. */
function isStream({ source, sink }: { source: Resolved; sink: Resolved }): boolean {
  const hidden = (end: Resolved): boolean => end.end === 'pipe' && !isStandard(end);
  if (source.end === 'socket' || hidden(source) || hidden(sink)) return true;
  return sink.end === 'socket' && !isSocketChannel(sink);
}

/**
 * FileChannel.transferTo reaches copy_file_range and sendfile only between file channels and to socket channels; the
 * streams' own calls loop, but for file streams and channel streams in later JDKs. A Socket that was not opened as
 * a SocketChannel has no channel to send to. `tidy` is what the language calls the loop of the library.
 */
export const adviseJvm =
  (tidy: string) =>
  ({ source, sink }: CopyLoop): Advice => {
    const userSpace = (because: Message): Advice => ({ reach: 'user-space', instead: tidy, because });
    if (isAppending(sink)) return userSpace(message('call.jvm.appending', { call: tidy }));
    if (isFile(source) && sink.end === 'socket' && !isSocketChannel(sink))
      return {
        ...userSpace(message('call.jvm.socket-stream', { call: tidy })),
        better: toChannel,
      };
    if (isStream({ source, sink })) return userSpace(message('call.jvm.no-call', { call: tidy }));
    if (isStandard(source) || isStandard(sink))
      return {
        reach: 'depends',
        instead: 'FileChannel.transferTo',
        because: message('call.jvm.standard-stream'),
      };
    if (isFile(source) && isSocketChannel(sink)) return kernel(message('call.jvm.socket-channel'));
    if (hasFileChannel(source) && hasFileChannel(sink)) return kernel(message('call.jvm.file-channels'));
    return {
      reach: 'depends',
      instead: tidy,
      because: message('call.jvm.unseen', { call: tidy }),
    };
  };

/** A library's copy loop between ends that could do better; null where it is as good as any call. */
export function adviseJvmCall({ call, source, sink }: CopyCall): Advice | null {
  if (!isFile(source) || isAppending(sink) || sink.type === 'Path') return null;
  // Files.copy(path, stream) is the library's loop; from a stream to a path it is none of ours.
  if (keyOf(call.receiver) === 'Files' && source.type !== 'Path') return null;
  if (isSocketChannel(sink)) return kernel(message('call.jvm.loops-socket-channel', { call: call.name }));
  if (sink.end === 'socket')
    return {
      reach: 'user-space',
      instead: null,
      better: toChannel,
      because: message('call.jvm.loops-socket-stream', { call: call.name }),
    };
  // From FileInputStream to FileOutputStream InputStream.transferTo is right in later JDKs.
  if (hasFileChannel(source) && hasFileChannel(sink) && call.name !== 'transferTo')
    return kernel(message('call.jvm.loops-file-channels', { call: call.name }));
  return null;
}

export const views = /^(wrap|slice|duplicate|asReadOnlyBuffer|array|copyOf|copyOfRange|clone)$/;

export const pureCalls =
  /^(flip|clear|compact|rewind|remaining|hasRemaining|position|limit|capacity|fill|mark|order|arrayOffset|hasArray|isDirect|min|max|toIntExact|println|printStackTrace)$/;

export const housekeepingCalls =
  /^(flush|emit|emitCompleteSegments|close|available|isOpen|isClosed|isConnected|force|sync|getFD|size|shutdownOutput|isInputShutdown|markSupported|isFinished|setWriteListener|select|register|configureBlocking|closeQuietly)$/;

export const effects: EffectRule[] = [
  {
    call: /^(Cipher|Signature)\.|[cC]ipher\w*\.|doFinal|[eE]ncrypt|[dD]ecrypt|(?:de|in)flater?\.|setInput/,
    verdict: 'encrypted',
  },
  {
    call: /^(arraycopy|put|append|add|addAll|of|send|offer)$/,
    verdict: 'memory-sink',
  },
  { call: /(encode|decode|convert|transform|translate|replace|xor|mask)\w*$/i, verdict: 'transformed' },
];

export const selfReceivers = /^(this|super)$/;

/** What `copyShapes` looks for, as a text has it. */
export const copyWords =
  /\btransferTo\s*\(|\b(?:Files|IOUtils|ByteStreams|StreamUtils|FileCopyUtils)\s*\.\s*copy(?:Large)?\s*\(/;

export const copyShapes: CopyCallShape[] = [
  { name: 'transferTo', receiver: true, args: 1, source: 'receiver', sink: 0 },
  // Not Files.copy between two paths, nor from a stream: the sink must be a stream that is known.
  { name: 'copy', on: /^Files$/, args: 2, source: 0, sink: 1 },
  {
    name: /^(copy|copyLarge)$/,
    on: /^(IOUtils|ByteStreams|StreamUtils|FileCopyUtils)$/,
    args: [2, 3],
    source: 0,
    sink: 1,
  },
];

/** Calls that test whether a thread, a task or a coroutine was cancelled. */
export const cancels =
  /(^|\.)(is|was|has)?([cC]ancell?ed|[cC]ancelRequested|[iI]nterrupted|[aA]borted)$|(^|\.)(isActive|ensureActive)$/;

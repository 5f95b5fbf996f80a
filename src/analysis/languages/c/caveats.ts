import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import type { FixRequest } from '../../fixes/plan';
import { isRepeatedAfter, sourceStandsElsewhere } from '../../fixes/privateEnds';
import { keyOf } from '../../syntax/ir';
import { isErrorAskedFor } from './errno';
import { isCountSeenAfterFailure, isSourceAskedOnFailure } from './failures';
import type { KernelCall } from './kernelCall';
import { flagsOfWrites } from './kernelCall';
import { isOpenedHere, isUsedForCopyAlone, openingOf } from './opened';
import { globalScope } from './syntax';

/**
 * What may differ where a call of the kernel moves the bytes before the loop. Empty for a loop between two files that
 * the function itself opens, whose writes are never cut short or go on where they were: copy_file_range takes regular
 * files alone (generic_file_rw_checks, fs/read_write.c), and reads and writes of those are not interrupted (signal(7)).
 */
export function caveatsOf(request: FixRequest, { name }: KernelCall): Message[] {
  const { summary, sink, symbols } = request;
  const { ignores, exits } = summary;
  const flags = flagsOfWrites(summary.writes);
  return [
    ...caveatsOfPositions(request),
    ...(name === 'copy_file_range' ? [] : caveatsOfStreams(request)),
    flags.length > 0 && message('caveat.c.send-flags', { flags: flags.join(' | ') }),
    name === 'splice' && sink.end === 'pipe' && message('caveat.c.pipe-full'),
    name === 'sendfile' && sink.known !== 'proven' && message('caveat.datagrams'),
    name === 'sendfile' && message('caveat.broken-pipe-signal'),
    exits.some(({ cause }) => cause === 'short-write') && message('caveat.c.short-write'),
    ignores.length > 0 && message('caveat.cut-writes'),
    (isErrorAskedFor(summary) || symbols.failuresTakenApart) && message('caveat.c.errno'),
    symbols.isNamed('SIGXFSZ') && message('caveat.c.signal-again'),
    isOfClass(request) && message('caveat.cpp.own-read'),
    isCountSeenAfterFailure(request) && message('caveat.total-differs'),
    symbols.imports.includes('pthread.h') && message('caveat.c.thread-cancelling'),
    symbols.imports.some(header => /seccomp\.h$/.test(header)) && message('caveat.c.seccomp'),
    name === 'sendfile' && !isLinuxOnly(symbols.imports) && message('caveat.c.linux-only'),
  ].filter(text => text !== false);
}

/** A source that others go on with: the caller, a loop around this one, another process. */
function caveatsOfPositions({ summary, symbols }: FixRequest): Message[] {
  const { source, sink, loop } = summary;
  const isKept = [source, sink].some(({ node }) => symbols.outlives(keyOf(node) ?? '') !== null);
  const own = [source, sink].every(
    end =>
      isOpenedHere(end, symbols) &&
      isUsedForCopyAlone(end, loop) &&
      !isRepeatedAfter(openingOf(end, symbols)!, loop),
  );
  return own && !isKept && !startsOthers(symbols) && !isSourceAskedOnFailure(summary)
    ? []
    : [sourceStandsElsewhere];
}

/** Calls that make another process, which shares the positions of all descriptors, or come back by longjmp. */
const starters = [
  ...['fork', 'vfork', 'clone', 'daemon', 'posix_spawn', 'posix_spawnp', 'forkpty', 'system', 'popen'],
  ...['setjmp', '_setjmp', 'sigsetjmp'],
];

/** Whether the file names one: a helper may call it while the copy's files are open. */
const startsOthers = ({ isNamed }: FixRequest['symbols']): boolean => starters.some(isNamed);

function caveatsOfStreams({ summary }: FixRequest): Message[] {
  const retries = (of: 'read' | 'write'): boolean =>
    summary.retries.some(retry => retry.of === of && retry.errors.some(kind => /^(EINTR|any)$/.test(kind)));
  return retries('read') && retries('write') ? [] : [message('caveat.single-failure')];
}

/** Whether a call by its bare name may be one of the class around the loop that stands elsewhere. */
const isOfClass = ({ summary: { reads, writes }, symbols }: FixRequest): boolean =>
  symbols.bases.length > 0 &&
  [...reads, ...writes].some(node => !node.wraps?.some(({ type }) => type === globalScope));

/** The file includes, under no condition, what only Linux has. */
const isLinuxOnly = (imports: readonly string[]): boolean =>
  imports.some(name =>
    /^linux\/|^sys\/(epoll|sendfile|inotify|signalfd|eventfd|timerfd|fanotify)\.h$/.test(name),
  );

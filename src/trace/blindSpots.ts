import type { BlindSpot } from '../model/trace';
import type { TracerResult } from '../worker/tracerProtocol';

/** Files that loaders and the C library map for themselves: none is a program's input. */
const ofTheRuntime =
  /^\/etc\/ld\.so\.cache$|\/lib(64)?\/locale\/|\/gconv-modules\.cache$|\/zoneinfo\/|\.mo$|^\/usr\/share\/icu/;

const known: readonly string[] = ['io_uring', 'mmap', 'recvmmsg', 'sendmmsg', 'setuid', 'contents'];
const isKind = (kind: string): kind is BlindSpot['kind'] => known.includes(kind);

/** What this trace could not see, from its events and its options. */
export function blindSpotsOf({ blindSpots, session }: TracerResult): BlindSpot[] {
  const met = blindSpots.flatMap(({ kind, process, detail, count, bytes }): BlindSpot[] =>
    isKind(kind) && !(kind === 'mmap' && ofTheRuntime.test(detail))
      ? [{ kind, process, detail, count, bytes }]
      : [],
  );
  const made: BlindSpot[] = [];
  if (session.minBytes > 0)
    made.push({ kind: 'min-bytes', process: null, detail: '', count: 0, bytes: session.minBytes });
  const unwatched = session.totalNs - session.tracedNs;
  if (session.windows > 1 || unwatched > session.tracedNs)
    made.push({ kind: 'between-windows', process: null, detail: '', count: session.windows, bytes: 0 });
  return [...made, ...met];
}

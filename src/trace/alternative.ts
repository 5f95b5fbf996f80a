import type { Alternative, EndKind } from '../model/trace';

interface Way {
  strategy: Alternative['strategy'];
  /** Copies by the CPU of each byte. */
  copies: number;
  /** Bytes that one call moves at most, and calls for each such piece. */
  pieceBytes: number;
  calls: number;
}

/** sendfile and copy_file_range move at most 0x7ffff000 bytes a call (sendfile(2)). */
const oneCall = { pieceBytes: 0x7ffff000, calls: 1 };
/** splice moves what a pipe holds: 16 pages by default (pipe(7)); between two other ends, into a pipe and out of it. */
const throughPipe = { pieceBytes: 65536, calls: 2 };
const fromOrToPipe = { pieceBytes: 65536, calls: 1 };

/**
 * The call that moves bytes between two kinds of ends inside the kernel, and what it copies. A file that takes bytes
 * always costs one copy, but on filesystems that share extents, which this model does not assume.
 */
const ways: Partial<Record<EndKind, Partial<Record<EndKind, Way>>>> = {
  file: {
    socket: { strategy: 'sendfile', copies: 0, ...oneCall },
    file: { strategy: 'copy-file-range', copies: 1, ...oneCall },
    pipe: { strategy: 'splice', copies: 0, ...fromOrToPipe },
  },
  socket: {
    socket: { strategy: 'splice', copies: 0, ...throughPipe },
    file: { strategy: 'splice', copies: 1, ...throughPipe },
    pipe: { strategy: 'splice', copies: 0, ...fromOrToPipe },
  },
  pipe: {
    socket: { strategy: 'splice', copies: 0, ...fromOrToPipe },
    file: { strategy: 'splice', copies: 1, ...fromOrToPipe },
    pipe: { strategy: 'splice', copies: 0, ...fromOrToPipe },
  },
};

/** What the best call would spend on `bytes` between two such ends; null where no call moves them. */
export function alternativeFor(from: EndKind, to: EndKind, bytes: number): Alternative | null {
  const way = ways[from]?.[to];
  if (!way) return null;
  const calls = Math.ceil(bytes / way.pieceBytes) * way.calls;
  return {
    strategy: way.strategy,
    copiedBytes: way.copies * bytes,
    modeSwitches: 2 * calls,
    evidence: 'model',
  };
}

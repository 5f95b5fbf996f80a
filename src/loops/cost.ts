import type { Finding } from '../model/finding';

/**
 * CPU copies per byte of the one call, by documented kernel behaviour: none into a socket or pipe, which gets references;
 * one into a file, into its page cache, unless the filesystem shares blocks.
 */
const insteadCopies: Record<string, { copies: number; atMost: boolean }> = {
  'file-to-socket': { copies: 0, atMost: false },
  'file-to-pipe': { copies: 0, atMost: false },
  'pipe-to-socket': { copies: 0, atMost: false },
  'socket-to-pipe': { copies: 0, atMost: false },
  'socket-to-socket': { copies: 0, atMost: false },
  'pipe-to-pipe': { copies: 0, atMost: false },
  'file-to-file': { copies: 1, atMost: true },
  'socket-to-file': { copies: 1, atMost: true },
  'pipe-to-file': { copies: 1, atMost: true },
};

/** The textbook cost of a loop, and the cost of the call that replaces it in this runtime. */
export interface Cost {
  /** CPU copies of each byte: into the user buffer and out of it. */
  cpuCopies: number;
  /** Per chunk: in and out of the kernel for the read and for the write. */
  modeSwitches: number;
  instead: { copies: number; atMost: boolean } | null;
}

/** Textbook cost of a found loop; `instead` is null where the route can't be seen or there is no call. */
export function costOf(finding: Pick<Finding, 'route' | 'reach' | 'instead'>): Cost {
  const cost = { cpuCopies: 2, modeSwitches: 4 };
  if (finding.instead === null) return { ...cost, instead: null };
  if (finding.reach === 'user-space') return { ...cost, instead: { copies: 2, atMost: false } };
  return { ...cost, instead: insteadCopies[finding.route] ?? null };
}

import type { Transfer } from '../model/report';

/** Rows that may be ranked by the sender's CPU time: whole, verified, their own strategy, their own thread's work. */
export function isRankable({ summary, failed, integrity, strategy, runs }: Transfer): boolean {
  const own = runs.every(({ ranAs }) => ranAs.strategy === strategy);
  // The polling kernel thread of io-uring-sqpoll does the work, and its time is not the sender's.
  return summary !== null && !failed && integrity?.ok !== false && own && strategy !== 'io-uring-sqpoll';
}

const costOf = ({ summary }: Transfer) => summary?.cpuNsPerKiB.median ?? Number.POSITIVE_INFINITY;

export function cheapest(group: readonly Transfer[]): Transfer | null {
  return [...group].filter(isRankable).sort((a, b) => costOf(a) - costOf(b))[0] ?? null;
}

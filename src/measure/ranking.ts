import type { Transfer } from '../model/report';

/** Rows that may be ranked by the sender's CPU time: whole, verified, their own strategy, their own thread's work. */
export function isRankable({ summary, failed, integrity, strategy, runs }: Transfer): boolean {
  const own = runs.every(({ ranAs }) => ranAs.strategy === strategy);
  return summary !== null && !failed && integrity?.ok !== false && own && isWholeCost({ strategy, runs });
}

/** Before Linux 5.12 the polling thread of io-uring-sqpoll works outside the process, and its time is not to be had. */
export function isWholeCost({ strategy, runs }: Pick<Transfer, 'strategy' | 'runs'>): boolean {
  return strategy !== 'io-uring-sqpoll' || runs.every(({ helperNs }) => (helperNs ?? 0) > 0);
}

const costOf = ({ summary }: Transfer) => summary?.cpuNsPerKiB.median ?? Number.POSITIVE_INFINITY;

export function cheapest(group: readonly Transfer[]): Transfer | null {
  return [...group].filter(isRankable).sort((a, b) => costOf(a) - costOf(b))[0] ?? null;
}

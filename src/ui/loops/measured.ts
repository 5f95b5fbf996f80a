import type { Finding } from '../../model/finding';
import type { Comparison, Report } from '../../model/report';
import type { StrategyName } from '../../model/strategy';

/** How a loop did against another way on its route, as last measured. Ratios are CPU time of the sender, other / loop. */
export interface Measured {
  strategy: StrategyName;
  ratio: number;
  low: number;
  high: number;
  verdict: Comparison['verdict'];
  chunkBytes: number;
  /** The report it was read from, in the workspace's history. */
  historyId: string | null;
}

/** What the call instead of a loop comes down to, most wanted first. */
const counterparts: Record<string, StrategyName[]> = {
  'file-to-socket': ['sendfile', 'splice'],
  'file-to-pipe': ['splice', 'sendfile', 'vmsplice'],
  'file-to-file': ['copy-file-range', 'sendfile', 'splice'],
  'socket-to-file': ['splice'],
};

/** The comparison a lens shows: the loop's own chunk against the call its fix comes down to; null where there is none. */
export function measuredOf(report: Report, chunkBytes: number, historyId: string | null): Measured | null {
  const route = report.transfers[0]?.route ?? '';
  const rows = report.comparison.filter(row => row.strategy !== 'read-write');
  for (const strategy of counterparts[route] ?? []) {
    const row = rows.find(candidate => candidate.strategy === strategy);
    if (!row) continue;
    const { ratio, low, high, verdict } = row;
    return { strategy, ratio, low, high, verdict, chunkBytes, historyId };
  }
  return null;
}

/** Measurements by the loop they belong to: by its very text, so that an edit inside the loop clears them. */
export class Measurements {
  private readonly byLoop = new Map<string, Measured>();

  set(loop: LoopText, measured: Measured): void {
    this.byLoop.set(keyOf(loop), measured);
  }

  get(loop: LoopText): Measured | null {
    return this.byLoop.get(keyOf(loop)) ?? null;
  }
}

/** A loop as it reads now. */
export interface LoopText {
  uri: string;
  text: string;
  finding: Pick<Finding, 'route' | 'chunkBytes'>;
}

const keyOf = ({ uri, text, finding }: LoopText) =>
  JSON.stringify([uri, finding.route, finding.chunkBytes, text]);

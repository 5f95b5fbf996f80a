import type { Message } from '../model/message';
import type { ProblemText } from '../model/problem';
import type { Comparison, Report, ScenarioResult } from '../model/report';
import type { StrategyName } from '../model/strategy';

/** The loop compared with the call that its fix uses: the sender's CPU time, call / loop. */
export type LoopRatio = Pick<Comparison, 'strategy' | 'ratio' | 'low' | 'high' | 'verdict'>;

/** The parts of a report that the editor shows without parsing it again. */
export interface RunSummary {
  /** ISO 8601. */
  createdAt: string;
  route: string;
  bytes: number;
  transfers: number;
  /** The advice's sentence, or null. */
  advice: Message | null;
  cancelled: boolean;
  scenario: ScenarioResult | null;
  /** The name of the input. */
  input: string;
  /** Why transfers failed, each reason once. */
  failures: ProblemText[];
  /** Null where the route has no such call, or none was measured. */
  loop: LoopRatio | null;
}

export function summaryOf(report: Report): RunSummary {
  const { createdAt, transfers, input, advice, cancelled, scenario } = report;
  return {
    createdAt,
    route: transfers[0]?.route ?? '',
    bytes: input.bytes,
    transfers: transfers.length,
    advice: advice?.text ?? null,
    cancelled,
    scenario,
    input: input.paths[0]?.split('/').at(-1) ?? '',
    failures: failuresOf(report),
    loop: loopRatioOf(report),
  };
}

function failuresOf({ transfers }: Report): ProblemText[] {
  const failures = transfers.flatMap(({ failed }) => failed ?? []);
  return [...new Map(failures.map(failure => [JSON.stringify(failure), failure])).values()];
}

/** Strategies that the call in a loop's place can use, by route, the preferred one first. */
const counterparts: Record<string, StrategyName[]> = {
  'file-to-socket': ['sendfile', 'splice'],
  'file-to-pipe': ['splice', 'sendfile', 'vmsplice'],
  'file-to-file': ['copy-file-range', 'sendfile', 'splice'],
  'socket-to-file': ['splice'],
};

function loopRatioOf({ transfers, comparison }: Report): LoopRatio | null {
  const rows = comparison.filter(row => row.strategy !== 'read-write');
  for (const wanted of counterparts[transfers[0]?.route ?? ''] ?? []) {
    const alike = rows.filter(candidate => candidate.strategy === wanted);
    // With the largest chunk it is as a program writes it: told the whole length.
    const row = alike.sort((one, other) => other.chunkBytes - one.chunkBytes)[0];
    if (!row) continue;
    const { strategy, ratio, low, high, verdict } = row;
    return { strategy, ratio, low, high, verdict };
  }
  return null;
}

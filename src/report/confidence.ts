import type { Report, Transfer } from '../model/report';
import type { Answer } from './answer';

/** One reason for doubt about an answer. Figures, not sentences: each surface has its own texts. */
export type Doubt =
  | { id: 'few-rounds'; rounds: number }
  | { id: 'not-shown' }
  | { id: 'varied'; strategy: Transfer['strategy'] }
  | { id: 'interrupted'; perSecond: number }
  | { id: 'cancelled' }
  | { id: 'not-verified'; strategy: Transfer['strategy'] };

export interface Confidence {
  level: 'high' | 'medium' | 'low';
  /** Timed rounds behind the answer. */
  rounds: number;
  doubts: Doubt[];
}

/** Fewer rounds than this give no interval (see measure/intervals). */
const fewestRounds = 7;
/** A median deviation above this part of the median is noise. */
const mostSpread = 0.1;
/** More preemptions a second than this mean that the sender shared its core. */
const mostInterruptions = 50;

/** The confidence of an answer: `low` if it may be chance, `medium` if the machine was noisy. */
export function confidenceOf(report: Report, answer: Answer): Confidence {
  const rows = [...new Set([answer.baseline, answer.best])];
  const rounds = Math.min(...rows.map(({ summary }) => summary?.cpuNsPerKiB.n ?? 0));
  const grave: Doubt[] = [
    ...(report.cancelled ? [{ id: 'cancelled' } as const] : []),
    ...(rounds < fewestRounds ? [{ id: 'few-rounds', rounds } as const] : []),
    ...(answer.kind === 'unsure' && rounds >= fewestRounds ? [{ id: 'not-shown' } as const] : []),
    ...rows.flatMap(({ strategy, integrity }) =>
      integrity?.ok === false ? [{ id: 'not-verified', strategy } as const] : [],
    ),
  ];
  const slight: Doubt[] = [...rows.flatMap(varied), ...interrupted(rows)];
  const level = grave.length > 0 ? 'low' : slight.length > 0 ? 'medium' : 'high';
  return { level, rounds, doubts: [...grave, ...slight] };
}

function varied({ strategy, summary }: Transfer): Doubt[] {
  const cost = summary?.cpuNsPerKiB;
  return cost && cost.mad > mostSpread * cost.median ? [{ id: 'varied', strategy }] : [];
}

function interrupted(rows: readonly Transfer[]): Doubt[] {
  const timed = rows.flatMap(({ runs }) => runs.filter(({ phase }) => phase === 'timed'));
  const seconds = timed.reduce((sum, { wallNs }) => sum + wallNs, 0) / 1e9;
  const times = timed.reduce((sum, { sender }) => sum + sender.involuntarySwitches, 0);
  const perSecond = seconds > 0 ? times / seconds : 0;
  return perSecond > mostInterruptions ? [{ id: 'interrupted', perSecond }] : [];
}

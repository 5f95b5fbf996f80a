import { message } from '../../messages/message';
import type { UserPass } from '../../model/job';
import type { Report } from '../../model/report';
import type { Route } from '../../model/route';
import { decideByRatio, senderCpu } from './judging';
import { type Judgement, KiB, MiB, type ScenarioCase } from './scenario';

/** Variants of the rows: with the pass, and without it. */
export const seen = 'bytes-seen';
const unseen = 'bytes-unseen';

/** The same loop with a pass over the bytes and without it, and the zero-copy send that the pass rules out. */
export function withPass(pass: UserPass, route: Route = 'file-to-socket'): ScenarioCase[] {
  const zeroCopy = route === 'socket-to-file' ? 'splice' : 'sendfile';
  const mostBytes = 64 * MiB;
  return [
    { variant: seen, changes: { route, strategies: ['read-write'], chunks: [64 * KiB], pass }, mostBytes },
    {
      variant: unseen,
      changes: { route, strategies: ['read-write', zeroCopy], chunks: [64 * KiB] },
      mostBytes,
    },
  ];
}

/**
 * The most that a zero-copy send could save where the bytes must be seen: what the loop without the pass costs,
 * as a part of what it costs with it. The claim holds where that part is below `limit`.
 */
export function decideByPass(report: Report, limit: number): Judgement {
  const judgement = decideByRatio(report, {
    over: { strategy: 'read-write', variant: unseen },
    under: { strategy: 'read-write', variant: seen },
    metric: senderCpu,
    holds: 'below',
    limit,
  });
  return {
    ...judgement,
    because: message('judge.all', { parts: [judgement.because, message('judge.pass')] }),
  };
}

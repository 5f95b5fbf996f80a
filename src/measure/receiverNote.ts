import { message } from '../messages/message';
import { rowMessage } from '../messages/words';
import type { Message } from '../model/message';
import type { Report, Transfer } from '../model/report';
import { groupsOf } from './comparison';
import { independentRatio } from './intervals';
import { isCheaper } from './pairing';
import { cheapest, costOf } from './ranking';
import { senderCost, timedRuns } from './summary';

/**
 * What the other kind of receiver changes: measured where the report holds it, else what is known. Waking a sleeping
 * receiver is the sender's own CPU time, so it can turn a ranking round that the path alone decides.
 */
export function receiverNoteOf({ transfers }: Report, group: readonly Transfer[]): Message | null {
  const first = group[0];
  if (!first || first.route === 'file-to-file') return null;
  const here = cheapest(group);
  const other = groupsOf(transfers.filter(({ summary }) => summary !== null)).find(
    candidate =>
      candidate[0]?.receiver !== first.receiver &&
      candidate[0]?.cache === first.cache &&
      candidate[0]?.variant === first.variant,
  );
  const there = other ? cheapest(other) : null;
  if (!here?.summary || !other || !there?.summary) return unknownNote(first);
  const same = other.find(
    ({ strategy, chunkBytes }) => strategy === here.strategy && chunkBytes === here.chunkBytes,
  );
  if (!same?.summary) return null;
  const met = {
    mode: message(`receiver.${there.receiver}`),
    here: rowMessage(here),
    wakes: wakesOf(there, same, here),
  };
  const overtaking = {
    ...met,
    there: rowMessage(there),
    thereCost: there.summary.cpuNsPerKiB.median,
    hereCost: same.summary.cpuNsPerKiB.median,
  };
  if (flips(there, same, here, group))
    return message(there.receiver === 'poll' ? 'receiver.flips' : 'receiver.flips-asleep', overtaking);
  if (isCheaper(there, same)) return message('receiver.overtaken', overtaking);
  return message('receiver.still-best', { ...met, times: costOf(same) / costOf(here) });
}

/**
 * Whether two strategies rank differently with the two receivers: their intervals separate them in both. The
 * same call with another chunk is no other strategy.
 */
function flips(there: Transfer, same: Transfer, here: Transfer, group: readonly Transfer[]): boolean {
  const before = group.find(
    ({ strategy, chunkBytes }) => strategy === there.strategy && chunkBytes === there.chunkBytes,
  );
  if (there.strategy === same.strategy || !before) return false;
  return isCheaper(there, same) && isCheaper(here, before);
}

/** `9.55 context switches per MiB, which comes to about 1.8 µs of the sender's time each`; the time only where it shows. */
function wakesOf(there: Transfer, same: Transfer, here: Transfer): Message {
  const switches = wakesPerMiB(there);
  const cost = wakeCostUs(same, here);
  return cost === null
    ? message('receiver.wakes', { switches })
    : message('receiver.wakes-cost', { switches, cost });
}

/**
 * What one context switch of the two threads costs the sender, microseconds: what the same transfer costs more in the
 * mode with more switches, shared out among them. A wake-up takes 1 to 40 µs, by how the processor leaves its idle
 * state (a halted virtual one is left through the hypervisor), so this figure says whether a ranking can turn.
 * Null where the modes hardly differ or the intervals of their costs overlap.
 */
export function wakeCostUs(one: Transfer, other: Transfer): number | null {
  const [more, less] = wakesPerMiB(one) > wakesPerMiB(other) ? [one, other] : [other, one];
  const switches = wakesPerMiB(more) - wakesPerMiB(less);
  if (switches < 1 || !more.summary || !less.summary) return null;
  const ratio = independentRatio(costsOf(more), costsOf(less));
  if (!ratio?.interval || ratio.interval.low <= 1) return null;
  const extra = more.summary.cpuNsPerKiB.median - less.summary.cpuNsPerKiB.median;
  return (extra * 1024) / switches / 1000;
}

const costsOf = ({ runs }: Transfer) => timedRuns(runs).flatMap(run => senderCost(run) ?? []);

const unknownNote = ({ receiver }: Transfer): Message =>
  message(receiver === 'poll' ? 'receiver.sleeper-unmeasured' : 'receiver.poller-unmeasured');

function wakesPerMiB({ summary, inputBytes }: Transfer): number {
  return summary ? summary.wakeups.median / Math.max(1, inputBytes / 2 ** 20) : 0;
}

import type { ReceiverMode } from '../../model/job';
import { type CoreRelation, type RunCores, relations } from '../../model/sample';
import type { Cpu } from './topology';

/** Where a run's threads go, and what is unfavourable about it. */
export interface Placement extends RunCores {
  relations: CoreRelation[];
}

export interface Wishes {
  receiver: ReceiverMode;
  /** The NUMA node of the input's device; null where it is not known. */
  node: number | null;
}

/**
 * Cores for the threads of a run: the sender on one of the strongest, on the device's node where that is known; the
 * receiver on another physical core of the same kind, node and cache, as far as there is one. CPU 0 is taken last,
 * because most interrupts go there. Null where there is nothing to choose.
 */
export function placeThreads(cpus: readonly Cpu[], { receiver, node }: Wishes): Placement | null {
  const byPreference = [...cpus].sort(
    (a, b) => b.capacity - a.capacity || Number(b.node === node) - Number(a.node === node) || b.id - a.id,
  );
  const [sender] = byPreference;
  if (!sender) return null;
  if (receiver === 'same-core') return placed(cpus, sender, sender);
  const senders = byPreference.filter(cpu => cpu.capacity === sender.capacity && cpu.node === sender.node);
  const pairs = senders.flatMap(one =>
    byPreference.filter(other => other !== one).map(other => [one, other] as const),
  );
  const best = pairs.sort((a, b) => distance(...a) - distance(...b))[0];
  return best ? placed(cpus, ...best) : null;
}

/** The cores a person chose, with what is unfavourable about them; null where one of them may not be used. */
export function placeAs(cpus: readonly Cpu[], chosen: RunCores): Placement | null {
  const [sender, receiver] = [chosen.sender, chosen.receiver].map(id => cpus.find(cpu => cpu.id === id));
  return sender && receiver ? placed(cpus, sender, receiver) : null;
}

function placed(cpus: readonly Cpu[], sender: Cpu, receiver: Cpu): Placement {
  const free = cpus.filter(({ core }) => core !== sender.core && core !== receiver.core);
  const [poller] = free.sort((a, b) => distance(sender, a) - distance(sender, b) || b.id - a.id);
  return {
    sender: sender.id,
    receiver: receiver.id,
    poller: poller?.id ?? null,
    relations: sender === receiver ? [] : relationsOf(sender, receiver),
  };
}

function relationsOf(one: Cpu, other: Cpu): CoreRelation[] {
  const found: Record<CoreRelation, boolean> = {
    siblings: one.core === other.core,
    'other-kind': one.capacity !== other.capacity,
    'other-node': one.node !== other.node,
    'other-cache': one.cache !== other.cache && one.node === other.node,
  };
  return relations.filter(relation => found[relation]);
}

/** The more unfavourable a pair, the larger: the first relation weighs more than all that follow. */
function distance(one: Cpu, other: Cpu): number {
  const found = relationsOf(one, other);
  return relations.reduce((sum, relation) => 2 * sum + Number(found.includes(relation)), 0);
}

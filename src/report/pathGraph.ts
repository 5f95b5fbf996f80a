import type { Hop } from '../model/report';
import { type Stage, stages } from '../model/route';

/** Where a stage lives: bytes in user space, in the kernel, or on a device. */
export type Lane = 'user' | 'kernel' | 'device';

const lanes: Record<Stage, Lane> = {
  disk: 'device',
  'page-cache': 'kernel',
  'user-buffer': 'user',
  'pipe-buffer': 'kernel',
  'socket-buffer': 'kernel',
  nic: 'device',
  receiver: 'user',
  'destination-page-cache': 'kernel',
  'destination-disk': 'device',
};

export function laneOf(stage: Stage): Lane {
  return lanes[stage];
}

/** A device stands under the kernel's side of it, so that hop takes no column. */
function advance(hop: Hop): number {
  const pair = [laneOf(hop.from), laneOf(hop.to)];
  return pair.includes('device') && pair.includes('kernel') ? 0 : 1;
}

/**
 * The column of each stage met in `hops`: the longest way to it from a source. Hops of several drawings given
 * together put equal stages under one another. A cycle, which no true report has, ends after as many passes as
 * there are stages.
 */
export function columnsOf(hops: Hop[]): Map<Stage, number> {
  const met = stages.filter(stage => hops.some(hop => hop.from === stage || hop.to === stage));
  const columns = new Map<Stage, number>(met.map(stage => [stage, 0]));
  for (const _ of met) {
    for (const hop of hops) {
      const reached = Math.min(columns.get(hop.from)! + advance(hop), met.length - 1);
      if (hop.from !== hop.to && reached > columns.get(hop.to)!) columns.set(hop.to, reached);
    }
  }
  pullDevices(hops, columns);
  return separate(columns);
}

/** A source device (the disk) stands under what it feeds, however late that comes. */
function pullDevices(hops: Hop[], columns: Map<Stage, number>): void {
  for (const hop of hops) {
    const source = !hops.some(other => other.to === hop.from);
    if (source && advance(hop) === 0) columns.set(hop.from, columns.get(hop.to)!);
  }
}

/** No two stages share a place: the later one in the order of stages moves on. */
function separate(columns: Map<Stage, number>): Map<Stage, number> {
  const taken = new Set<string>();
  for (const [stage, column] of columns) {
    let free = column;
    while (taken.has(`${laneOf(stage)} ${free}`)) free += 1;
    taken.add(`${laneOf(stage)} ${free}`);
    columns.set(stage, free);
  }
  return columns;
}

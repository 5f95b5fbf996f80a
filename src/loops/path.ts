import type { Finding } from '../model/finding';
import { costOf } from './cost';

/** How bytes get from one place to the next: the CPU copies them, or the kernel passes a reference to their pages. */
export type LegKind = 'copy' | 'reference';

/** The places on the path of a loop's bytes, by documented kernel behaviour. */
export const places = [
  'page cache',
  'socket buffer',
  'pipe buffer',
  'memory',
  'kernel buffer',
  'user buffer',
] as const;
export type PlaceName = (typeof places)[number];

export interface Leg {
  from: PlaceName;
  to: PlaceName;
  by: LegKind;
}

/** The path of a loop's bytes, and the paths with the calls that could replace it. */
export interface LoopPath {
  now: Leg[];
  /** A call that takes no copy if the program opens an end another way; null where there is none. */
  better: { call: string; legs: Leg[] } | null;
  /** The call in place of the loop; `legs` is empty where the ends can't be seen. */
  instead: { call: string; legs: Leg[] } | null;
}

const buffers: Record<string, PlaceName> = {
  file: 'page cache',
  socket: 'socket buffer',
  pipe: 'pipe buffer',
  memory: 'memory',
};

/** The stages a byte passes, now and with one call. */
export function pathOf({ route, reach, instead, better }: Finding): LoopPath {
  const [source = 'kernel buffer', sink = 'kernel buffer'] = route.split('-to-').map(end => buffers[end]);
  const twice: Leg[] = [
    { from: source, to: 'user buffer', by: 'copy' },
    { from: 'user buffer', to: sink, by: 'copy' },
  ];
  const once = (by: LegKind): Leg[] => [{ from: source, to: sink, by }];
  const fewer = costOf({ route, reach, instead }).instead;
  const legs = reach === 'user-space' ? twice : fewer ? once(fewer.copies === 0 ? 'reference' : 'copy') : [];
  return {
    now: twice,
    better: better ? { call: better, legs: once('reference') } : null,
    instead: instead === null ? null : { call: instead, legs },
  };
}

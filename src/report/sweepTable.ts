import type { Transfer } from '../model/report';
import type { Block } from './document';
import { decimalsFor, type Format } from './format';

/** More points than this along one axis are shown as a curve's table, not as rows to compare. */
const mostRows = 4;

const distinct = (transfers: Transfer[], of: (transfer: Transfer) => number) => [
  ...new Set(transfers.map(of)),
];

export function isSweep(transfers: Transfer[]): boolean {
  const sizes = distinct(transfers, ({ inputBytes }) => inputBytes).length;
  return sizes > 1 || distinct(transfers, ({ chunkBytes }) => chunkBytes).length > mostRows;
}

/** One row per point of the sweep, one column per strategy: CPU time per KiB, the cheapest of a row starred. */
export function sweepTable(measured: Transfer[], format: Format): Extract<Block, { kind: 'table' }> {
  const bySize = distinct(measured, ({ inputBytes }) => inputBytes).length > 1;
  const placeOf = ({ inputBytes, chunkBytes }: Transfer) => (bySize ? inputBytes : chunkBytes);
  const strategies = [...new Set(measured.map(({ strategy }) => strategy))];
  const places = distinct(measured, placeOf).sort((a, b) => a - b);
  return {
    kind: 'table',
    title: `CPU time of the sender, ns per KiB, by ${bySize ? 'size of the input' : 'chunk size'}`,
    columns: [
      { title: bySize ? 'Input' : 'Chunk', align: 'right' },
      ...strategies.map(title => ({ title, align: 'right' }) as const),
    ],
    rows: places.map(place => {
      const costs = strategies.map(strategy => {
        const here = measured.filter(
          transfer => transfer.strategy === strategy && placeOf(transfer) === place,
        );
        const medians = here.flatMap(({ summary }) => summary?.cpuNsPerKiB.median ?? []);
        return medians.length > 0 ? Math.min(...medians) : null;
      });
      const least = Math.min(...costs.filter(cost => cost !== null));
      return [format.bytes(place), ...costs.map(cost => costCell(cost, least, format))];
    }),
    legend:
      '* the cheapest of its row. Told by the kernel (getrusage of the sending thread), median of the rounds.',
  };
}

function costCell(cost: number | null, least: number, format: Format): string {
  if (cost === null) return '–';
  return `${format.fixed(cost, decimalsFor(cost))}${cost === least ? '*' : ' '}`;
}

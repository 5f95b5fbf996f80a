import { decimalsFor, type Format } from '../messages/format';
import { message } from '../messages/message';
import type { Texts } from '../messages/texts';
import type { SweepAxis } from '../model/job';
import type { Transfer } from '../model/report';
import type { Block } from './blocks';

/** More points than this along one axis are shown as a curve's table, not as rows to compare. */
const mostRows = 4;

const distinct = (transfers: Transfer[], of: (transfer: Transfer) => number) => [
  ...new Set(transfers.map(of)),
];

export function isSweep(transfers: Transfer[]): boolean {
  const sizes = distinct(transfers, ({ inputBytes }) => inputBytes).length;
  return sizes > 1 || distinct(transfers, ({ chunkBytes }) => chunkBytes).length > mostRows;
}

/** Strategies beyond which the table lies on its side, so that it fits a terminal of 100 columns. */
const mostColumns = 7;

/**
 * CPU time per KiB for each point of the sweep and strategy, the cheapest of a point starred. Points go down and
 * strategies across; many strategies go down, and the points across.
 */
export function sweepTable(
  measured: Transfer[],
  { say, format }: Texts,
  swept?: SweepAxis,
): Extract<Block, { kind: 'table' }> {
  const bySize = distinct(measured, ({ inputBytes }) => inputBytes).length > 1;
  const placeOf = ({ inputBytes, chunkBytes }: Transfer) => (bySize ? inputBytes : chunkBytes);
  const axis = bySize ? 'size' : swept === 'message' ? 'message' : 'chunk';
  const strategies = [...new Set(measured.map(({ strategy }) => strategy))];
  const places = distinct(measured, placeOf).sort((a, b) => a - b);
  const grid = [
    [say(message(`column.${axis}`)), ...strategies],
    ...places.map(place => {
      const here = measured.filter(transfer => placeOf(transfer) === place);
      return [format.bytes(place), ...costCells(here, strategies, format)];
    }),
  ];
  const [head = [], ...rows] = strategies.length > mostColumns ? transposed(grid) : grid;
  return {
    kind: 'table',
    title: say(message(`sweep.${axis}`)),
    columns: head.map((title, column) => ({
      title,
      align: column === 0 && strategies.length > mostColumns ? 'left' : 'right',
    })),
    rows,
    legend: say(message(`sweep.${axis}.legend`)),
  };
}

/** One point's cells: the cheapest row of each strategy there. */
function costCells(here: Transfer[], strategies: string[], format: Format): string[] {
  const costs = strategies.map(strategy => {
    const rows = here.filter(transfer => transfer.strategy === strategy);
    const medians = rows.flatMap(({ summary }) => summary?.cpuNsPerKiB.median ?? []);
    return medians.length > 0 ? Math.min(...medians) : null;
  });
  const least = Math.min(...costs.filter(cost => cost !== null));
  return costs.map(cost => costCell(cost, least, format));
}

const transposed = (grid: string[][]) =>
  (grid[0] ?? []).map((_, column) => grid.map(row => row[column] ?? ''));

function costCell(cost: number | null, least: number, format: Format): string {
  if (cost === null) return '–';
  return `${format.fixed(cost, decimalsFor(cost))}${cost === least ? '*' : ' '}`;
}

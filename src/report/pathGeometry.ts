import type { Lane } from './pathGraph';

export interface Point {
  x: number;
  y: number;
}

/** How the lanes of a wide drawing lie. Sizes in pixels. */
export interface Frame {
  width: number;
  height: number;
  box: { width: number; height: number };
  /** The centre of a stage's box. */
  centre(column: number, lane: Lane): Point;
  /** Each lane's band, from and to across the flow. */
  bands: { lane: Lane; from: number; to: number }[];
  /** Where user space ends and the kernel begins, across the flow. */
  border: number;
}

const margin = 10;
const leastBox = 96;
const leastPitch = 128;

/** The width from which labels of `columns` columns stand free beside one another; below it the flow is turned. */
export function leastWidth(columns: number): number {
  return leastBox + leastPitch * (columns - 1) + 2 * margin;
}

function stack(sizes: Record<Lane, number>, lanes: Lane[]): Frame['bands'] {
  let from = 0;
  return lanes.map(lane => {
    const band = { lane, from, to: from + sizes[lane] };
    from = band.to;
    return band;
  });
}

/** A frame for `columns` columns in `width` pixels, at least `leastWidth`; below 300 px high. */
export function frameFor(width: number, columns: number, lanes: Lane[]): Frame {
  const bands = stack({ user: 98, kernel: 112, device: 84 }, lanes);
  const middle = { user: 44, kernel: 76, device: 46 };
  const spare = Math.max(0, width - leastWidth(columns)) / columns;
  const box = { width: Math.min(118, leastBox + spare / 2), height: 36 };
  const room = width - 2 * margin - box.width;
  const pitch = Math.min(230, columns > 1 ? room / (columns - 1) : 0);
  const used = pitch * (columns - 1) + box.width;
  const left = (width - used) / 2 + box.width / 2;
  return {
    width,
    height: bands.at(-1)!.to,
    box,
    bands,
    border: bands[0]!.to,
    centre: (column, lane) => ({
      x: left + column * pitch,
      y: bands.find(band => band.lane === lane)!.from + middle[lane],
    }),
  };
}

/** An arrow's corners, and where the two lines of its label stand. */
export interface Route {
  points: Point[];
  label: Point & { anchor: 'start' | 'middle' | 'end' };
}

/** One end of an arrow. */
export interface Place extends Point {
  column: number;
  lane: Lane;
}

/**
 * The way from one box to another: straight along a lane, straight between lanes within a column, else out along
 * the flow and round one corner. `blocked` tells that another box stands between in the same lane: the arrow then
 * goes round it.
 */
export function routeBetween(
  from: Place,
  to: Place,
  { box }: Frame,
  options: { blocked: boolean; last: boolean },
): Route {
  const halfWidth = box.width / 2;
  const halfHeight = box.height / 2;
  if (from.column === to.column) {
    const way = Math.sign(to.y - from.y) || 1;
    const points = [
      { x: from.x, y: from.y + way * halfHeight },
      { x: to.x, y: to.y - way * halfHeight },
    ];
    const middle = (points[0]!.y + points[1]!.y) / 2 - 4;
    return {
      points,
      label: options.last
        ? { x: from.x - 16, y: middle, anchor: 'end' }
        : { x: from.x + 16, y: middle, anchor: 'start' },
    };
  }
  const way = Math.sign(to.x - from.x);
  const start = { x: from.x + way * halfWidth, y: from.y };
  if (from.lane === to.lane) {
    const end = { x: to.x - way * halfWidth, y: to.y };
    const label = { x: (start.x + end.x) / 2, y: from.y - halfHeight - 20, anchor: 'middle' as const };
    if (!options.blocked) return { points: [start, end], label };
    const over = from.y - halfHeight - 12;
    return {
      points: [
        { x: from.x, y: from.y - halfHeight },
        { x: from.x, y: over },
        { x: to.x, y: over },
        { x: to.x, y: to.y - halfHeight },
      ],
      label: { ...label, y: over - 22 },
    };
  }
  const up = to.y < from.y;
  const end = { x: to.x, y: to.y + (up ? halfHeight : -halfHeight) };
  return {
    points: [start, { x: to.x, y: from.y }, end],
    label: {
      x: to.x - way * 16,
      y: up ? from.y - halfHeight - 24 : from.y + 30,
      anchor: way > 0 ? 'end' : 'start',
    },
  };
}

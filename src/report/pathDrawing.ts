import type { Hop } from '../model/report';
import type { Stage } from '../model/route';
import { drawChain } from './pathChain';
import { type Frame, frameFor, leastWidth, type Place, type Point, routeBetween } from './pathGeometry';
import { columnsOf, type Lane, laneOf } from './pathGraph';
import {
  drawArrow,
  drawBox,
  hopNode,
  moverSigns,
  node,
  type PathInput,
  type PathScale,
  picture,
  type SvgNode,
  stageClass,
  widthOf,
} from './pathParts';
import type { PathWords } from './pathWords';

/** One scale for all of `inputs`. */
export function scaleOf(inputs: PathInput[]): PathScale {
  const hops = inputs.flatMap(input => input.hops);
  const device =
    hops.some(hop => [hop.from, hop.to].some(stage => laneOf(stage) === 'device')) || inputs.some(skipsDisk);
  return {
    columns: columnsOf(hops),
    lanes: device ? ['user', 'kernel', 'device'] : ['user', 'kernel'],
    bytes: Math.max(1, ...hops.map(hop => hop.bytes)),
  };
}

export function columnCount({ columns }: PathScale): number {
  return Math.max(1, ...[...columns.values()].map(column => column + 1));
}

/** Bytes begin in the page cache and no disk was read: the disk is drawn as passed over. */
function skipsDisk(input: PathInput): boolean {
  const touches = (stage: Stage) => input.hops.some(hop => hop.from === stage || hop.to === stage);
  return touches('page-cache') && !touches('disk') && input.cachedBytes > 0;
}

/** The drawing of one strategy's path, `width` pixels wide. Text is data: the caller never parses it as markup. */
export function drawPath(input: PathInput, scale: PathScale, words: PathWords, width: number): SvgNode {
  const columns = columnCount(scale);
  if (width < leastWidth(columns)) return drawChain(input, scale, words, width);
  const frame = frameFor(width, columns, scale.lanes);
  return picture(frame, [
    ...frame.bands.map(band => drawBand(band, frame)),
    node('line', { class: 'border-line', x1: 0, y1: frame.border, x2: frame.width, y2: frame.border }),
    ...frame.bands.map(band => drawLaneName(words.lane[band.lane], band, frame)),
    ...drawSwitches(input, words, frame),
    ...input.hops.filter(hop => hop.bytes > 0).map(hop => drawHop(hop, input, scale, words, frame)),
    ...drawStages(input, scale, words, frame),
  ]);
}

function drawBand({ lane, from, to }: Frame['bands'][number], { width }: Frame): SvgNode {
  return node('rect', { class: `lane lane-${lane}`, x: 0, y: from, width, height: to - from });
}

/** At the top of the lane; that of the devices at its bottom, for the network card's arrow comes in from above. */
function drawLaneName(name: string, { lane, from, to }: Frame['bands'][number], { width }: Frame): SvgNode {
  const y = lane === 'device' ? to - 5 : from + 16;
  return node('text', { class: 'lane-name', x: width - 10, y, 'text-anchor': 'end' }, [name]);
}

/** Calls enter the kernel at the border: how often stands there. */
function drawSwitches({ switchesPerMiB }: PathInput, words: PathWords, frame: Frame): SvgNode[] {
  if (switchesPerMiB === null) return [];
  const at = { x: 10, y: frame.border - 8, 'text-anchor': 'start' };
  return [node('text', { class: 'switch-count', ...at }, [words.modeSwitches(switchesPerMiB)])];
}

function placeOf(stage: Stage, scale: PathScale, frame: Frame): Place {
  const lane = laneOf(stage);
  const column = scale.columns.get(stage) ?? 0;
  return { ...frame.centre(column, lane), column, lane };
}

function drawHop(hop: Hop, input: PathInput, scale: PathScale, words: PathWords, frame: Frame): SvgNode {
  const from = placeOf(hop.from, scale, frame);
  const to = placeOf(hop.to, scale, frame);
  const drawn = new Set(input.hops.flatMap(({ from, to }) => [from, to]));
  const between = (column: number) =>
    column > Math.min(from.column, to.column) && column < Math.max(from.column, to.column);
  const blocked = [...drawn].some(stage => laneOf(stage) === from.lane && between(scale.columns.get(stage)!));
  const last = from.column > 0 && from.column === Math.max(...scale.columns.values());
  const siblings = input.hops.filter(
    other => other.from === hop.from && other.to === hop.to && other.bytes > 0,
  );
  const shift = siblings.indexOf(hop);
  const { points, label } = routeBetween(from, to, frame, { blocked, last });
  const way = hop.by === 'discarded' ? shortOf(points, frame.border) : points;
  const moved = way.map(point => beside(point, shift * 18, points));
  return hopNode(hop, words, [
    ...drawArrow(moved, widthOf(hop, scale), hop.by),
    drawLabel(hop, words, { ...label, y: label.y - shift * 34, lane: from.lane }),
  ]);
}

/** Moves a point aside by `by` pixels, so that two hops between the same stages do not cover one another. */
function beside(point: Point, by: number, points: Point[]): Point {
  const flat = points[0]!.y === points.at(-1)!.y;
  return flat ? { x: point.x, y: point.y - by } : { x: point.x + by, y: point.y };
}

/** Discarded bytes never reach the far end: the arrow ends at the border they do not cross. */
function shortOf(points: Point[], border: number): Point[] {
  const end = points.at(-1)!;
  const before = points.at(-2)!;
  if ((end.y - border) * (before.y - border) >= 0) return points;
  return [...points.slice(0, -1), { x: end.x, y: border + Math.sign(before.y - border) * 9 }];
}

function drawLabel(hop: Hop, words: PathWords, at: Point & { anchor: string; lane: Lane }): SvgNode {
  const second = `${words.bytes(hop.bytes)} · ${words.evidence[hop.evidence]}`;
  return node('text', { class: `hop-label over-${at.lane}`, x: at.x, y: at.y, 'text-anchor': at.anchor }, [
    node('tspan', { class: 'hop-mover', x: at.x }, [moverSigns(hop, words)]),
    node('tspan', { class: 'hop-bytes', x: at.x, dy: 15 }, [second]),
  ]);
}

function drawStages(input: PathInput, scale: PathScale, words: PathWords, frame: Frame): SvgNode[] {
  const drawn = [...scale.columns.keys()].filter(stage =>
    input.hops.some(hop => hop.from === stage || hop.to === stage),
  );
  const boxes = drawn.map(stage =>
    drawBox([words.stage[stage]], placeOf(stage, scale, frame), frame.box, stageClass(stage, input)),
  );
  if (!skipsDisk(input)) return boxes;
  const under = frame.centre(scale.columns.get('page-cache')!, 'device');
  return [...boxes, drawBox([words.stage.disk, words.notRead], under, frame.box, 'stage ghost')];
}

import type { Hop } from '../model/report';
import type { Evidence, Mover, Stage } from '../model/route';
import { type Frame, frameFor, type Place, type Point, routeBetween } from './pathGeometry';
import { columnsOf, type Lane, laneOf } from './pathGraph';

/** An SVG element as plain data: the webview makes nodes of it, an HTML export escaped text. */
export interface SvgNode {
  tag: 'svg' | 'g' | 'path' | 'rect' | 'line' | 'text' | 'tspan' | 'polygon' | 'title';
  attributes: Record<string, string | number>;
  children: (SvgNode | string)[];
}

/** What one drawing shows. Arrows come from `hops` alone. */
export interface PathInput {
  hops: Hop[];
  /** Mode switches of one run; null where none was counted. */
  modeSwitches: number | null;
  /** Bytes of the input, and those of them the page cache held before the run. */
  inputBytes: number;
  cachedBytes: number;
}

/** What drawings that stand side by side share, so that equal lengths mean equal figures. */
export interface PathScale {
  columns: Map<Stage, number>;
  lanes: Lane[];
  /** Bytes of the widest arrow. */
  bytes: number;
  /** Mode switches one mark on the border stands for. */
  switchesPerMark: number;
}

/** The words of a drawing, in the reader's language. */
export interface PathWords {
  lane: Record<Lane, string>;
  stage: Record<Stage, string>;
  mover: Record<Mover, string>;
  evidence: Record<Evidence, string>;
  /** What the rules expected instead of what was observed. */
  ruleSaid(mover: string): string;
  bytes(value: number): string;
  modeSwitches(value: number): string;
  notRead: string;
}

const mostMarks = 48;
const widestArrow = 13;

/** One scale for all of `inputs`. */
export function scaleOf(inputs: PathInput[]): PathScale {
  const hops = inputs.flatMap(input => input.hops);
  const most = Math.max(0, ...inputs.map(input => input.modeSwitches ?? 0));
  const device =
    hops.some(hop => [hop.from, hop.to].some(stage => laneOf(stage) === 'device')) || inputs.some(skipsDisk);
  return {
    columns: columnsOf(hops),
    lanes: device ? ['user', 'kernel', 'device'] : ['user', 'kernel'],
    bytes: Math.max(1, ...hops.map(hop => hop.bytes)),
    switchesPerMark: roundStep(most / mostMarks),
  };
}

export function columnCount({ columns }: PathScale): number {
  return Math.max(1, ...[...columns.values()].map(column => column + 1));
}

/** The next of 1, 2, 5, 10, 20, 50 … that is not below `value`. */
function roundStep(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map(step => step * power).find(step => step >= value)!;
}

/** Bytes begin in the page cache and no disk was read: the disk is drawn as passed over. */
function skipsDisk(input: PathInput): boolean {
  const touches = (stage: Stage) => input.hops.some(hop => hop.from === stage || hop.to === stage);
  return touches('page-cache') && !touches('disk') && input.cachedBytes > 0;
}

/** The drawing of one strategy's path, `width` pixels wide. Text is data: the caller never parses it as markup. */
export function drawPath(input: PathInput, scale: PathScale, words: PathWords, width: number): SvgNode {
  const columns = columnCount(scale);

  const frame = frameFor(width, columns, scale.lanes);
  return node(
    'svg',
    {
      width: frame.width,
      height: frame.height,
      viewBox: `0 0 ${frame.width} ${frame.height}`,
      class: 'path',
    },
    [
      ...frame.bands.map(band => drawBand(band, frame)),
      drawBorder(input, scale, frame),
      ...frame.bands.map(band => drawLaneName(words.lane[band.lane], band, frame)),
      ...drawSwitchCount(input, words, frame),
      ...input.hops.filter(hop => hop.bytes > 0).map(hop => drawHop(hop, input, scale, words, frame)),
      ...drawStages(input, scale, words, frame),
    ],
  );
}

function node(
  tag: SvgNode['tag'],
  attributes: SvgNode['attributes'],
  children: SvgNode['children'] = [],
): SvgNode {
  return { tag, attributes, children };
}

function drawBand({ lane, from, to }: Frame['bands'][number], { vertical, width, height }: Frame): SvgNode {
  const area = vertical
    ? { x: from, y: 0, width: to - from, height }
    : { x: 0, y: from, width, height: to - from };
  return node('rect', { class: `lane lane-${lane}`, ...area });
}

function drawLaneName(
  name: string,
  { lane, from, to }: Frame['bands'][number],
  { vertical }: Frame,
): SvgNode {
  // Arrows come down into the devices from above, so their name stands below.
  const across = lane === 'device' ? to - 7 : from + 18;
  const at = vertical ? { x: from + 6, y: 16 } : { x: 10, y: across };
  return node('text', { class: 'lane-name', ...at }, [name]);
}

/** The kernel/user border, with one mark for every `switchesPerMark` mode switches, spread evenly. */
function drawBorder(input: PathInput, scale: PathScale, frame: Frame): SvgNode {
  const length = frame.vertical ? frame.height : frame.width;
  const at = (along: number, across: number): Point =>
    frame.vertical ? { x: frame.border + across, y: along } : { x: along, y: frame.border + across };
  const line = (a: Point, b: Point, name: string) =>
    node('line', { class: name, x1: a.x, y1: a.y, x2: b.x, y2: b.y });
  const marks = Math.min(mostMarks, Math.ceil((input.modeSwitches ?? 0) / scale.switchesPerMark));
  const step = length / (marks + 1);
  return node('g', { class: 'border' }, [
    line(at(0, 0), at(length, 0), 'border-line'),
    ...Array.from({ length: marks }, (_, index) =>
      line(at(step * (index + 1), -5), at(step * (index + 1), 5), 'switch-mark'),
    ),
  ]);
}

function drawSwitchCount({ modeSwitches }: PathInput, words: PathWords, frame: Frame): SvgNode[] {
  if (modeSwitches === null) return [];
  const at = frame.vertical
    ? { x: frame.width / 2, y: frame.height - 8, 'text-anchor': 'middle' }
    : { x: 10, y: frame.border - 12, 'text-anchor': 'start' };
  return [node('text', { class: 'switch-count', ...at }, [words.modeSwitches(modeSwitches)])];
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
  const moved = points.map(point => beside(point, shift * 18, points));
  const known = `known-by-${hop.evidence} mover-known-by-${hop.moverEvidence}`;
  return node('g', { class: `hop mover-${hop.by} ${known}${hop.ruleBy ? ' against-rule' : ''}` }, [
    node('title', {}, [
      `${moverText(hop, words)}, ${words.bytes(hop.bytes)} (${words.evidence[hop.evidence]})`,
    ]),
    ...drawArrow(moved, Math.max(2, (widestArrow * hop.bytes) / scale.bytes)),
    drawLabel(hop, words, { ...label, y: label.y - shift * 34, lane: from.lane }),
  ]);
}

/** Moves a point aside by `by` pixels, so that two hops between the same stages do not cover one another. */
function beside(point: Point, by: number, points: Point[]): Point {
  const flat = points[0]!.y === points.at(-1)!.y;
  return flat ? { x: point.x, y: point.y - by } : { x: point.x + by, y: point.y };
}

const corner = 12;
const head = 9;

function drawArrow(points: Point[], width: number): SvgNode[] {
  const end = points.at(-1)!;
  const before = points.at(-2)!;
  const along = direction(before, end);
  const neck = { x: end.x - along.x * head, y: end.y - along.y * head };
  const d = rounded([...points.slice(0, -1), neck]);
  const half = width / 2 + 4;
  const wing = (side: number) => `${neck.x - along.y * half * side},${neck.y + along.x * half * side}`;
  return [
    node('path', { class: 'shaft', d, 'stroke-width': width }),
    node('path', { class: 'core', d, 'stroke-width': Math.max(0.5, width - 3.5) }),
    node('path', { class: 'flow', d, 'stroke-width': Math.max(1.5, width / 4) }),
    node('polygon', { class: 'head', points: `${wing(1)} ${end.x},${end.y} ${wing(-1)}` }),
  ];
}

function direction(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

/** A path through `points` with its inner corners rounded. */
function rounded(points: Point[]): string {
  const parts = [`M${points[0]!.x} ${points[0]!.y}`];
  for (let index = 1; index < points.length - 1; index++) {
    const here = points[index]!;
    const back = direction(here, points[index - 1]!);
    const on = direction(here, points[index + 1]!);
    parts.push(`L${here.x + back.x * corner} ${here.y + back.y * corner}`);
    parts.push(`Q${here.x} ${here.y} ${here.x + on.x * corner} ${here.y + on.y * corner}`);
  }
  const end = points.at(-1)!;
  return [...parts, `L${end.x} ${end.y}`].join(' ');
}

/** `CPU copy (observed)`, and what the rule expected where that is something else. */
function moverText({ by, moverEvidence, ruleBy }: Hop, words: PathWords): string {
  const known = `${words.mover[by]} (${words.evidence[moverEvidence]})`;
  return ruleBy === undefined ? known : `${known} ≠ ${words.ruleSaid(words.mover[ruleBy])}`;
}

/** How a mover is known, as one sign: each has a shape of its own, and a hollow one is the model's. */
export const evidenceMarks: Record<Evidence, string> = {
  counted: '■',
  kernel: '●',
  observed: '◆',
  sampled: '◐',
  model: '◇',
};

/** The same as `moverText` in signs, for a label that has little room. */
function moverSigns({ by, moverEvidence, ruleBy }: Hop, { mover }: PathWords): string {
  const known = `${mover[by]} ${evidenceMarks[moverEvidence]}`;
  return ruleBy === undefined ? known : `${known} ≠ ${mover[ruleBy]} ${evidenceMarks.model}`;
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
    drawBox([words.stage[stage]], placeOf(stage, scale, frame), frame, `stage stage-${stage}`),
  );
  if (!skipsDisk(input)) return boxes;
  const column = scale.columns.get('page-cache')!;
  const under = { ...frame.centre(column, 'device'), column, lane: 'device' as const };
  return [...boxes, drawBox([words.stage.disk, words.notRead], under, frame, 'stage ghost')];
}

function drawBox(lines: string[], at: Place, { box }: Frame, name: string): SvgNode {
  const wrapped = lines.flatMap(line => wrap(line, box.width - 8));
  const first = at.y + 4 - (wrapped.length - 1) * 7.5;
  const height = Math.max(box.height, wrapped.length * 15 + 12);
  return node('g', { class: name }, [
    node('rect', {
      x: at.x - box.width / 2,
      y: at.y - height / 2,
      width: box.width,
      height,
      rx: 4,
    }),
    node(
      'text',
      { 'text-anchor': 'middle', y: first, 'font-size': sizeFor(wrapped, box.width - 6) },
      wrapped.map((line, index) => node('tspan', { x: at.x, y: first + index * 15 }, [line])),
    ),
  ]);
}

const fontSize = 12;

/** The font's size, smaller where the longest word would not fit; never below 9 px. */
function sizeFor(lines: string[], width: number): number {
  const longest = Math.max(...lines.map(measure));
  return longest <= width ? fontSize : Math.max(9, Math.floor((fontSize * width * 10) / longest) / 10);
}

/** About how far a letter of the 12 px font reaches: Chinese ones are square, Cyrillic ones wider than Latin. */
function advanceOf(letter: string): number {
  if (letter > '⺀') return 12.5;
  return letter > 'Ѐ' ? 7.8 : 6.8;
}

/** Breaks a short name between words. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const joined = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && measure(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}

function measure(text: string): number {
  return [...text].reduce((sum, letter) => sum + advanceOf(letter), 0);
}

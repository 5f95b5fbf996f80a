import type { Hop } from '../model/report';
import type { Evidence, Mover, Stage } from '../model/route';
import type { Point } from './pathGeometry';
import type { Lane } from './pathGraph';
import type { PathWords } from './pathWords';

// What wide and narrow drawings of a path share: their data, nodes, arrows and boxes.

/** An SVG element as plain data: the webview makes nodes of it, an HTML export escaped text. */
export interface SvgNode {
  tag: 'svg' | 'g' | 'path' | 'rect' | 'line' | 'text' | 'tspan' | 'polygon' | 'title';
  attributes: Record<string, string | number>;
  children: (SvgNode | string)[];
}

/** What one drawing shows. Arrows come from `hops` alone. */
export interface PathInput {
  hops: Hop[];
  /** Mode switches for each MiB moved; null where none was counted. */
  switchesPerMiB: number | null;
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
}

export function node(
  tag: SvgNode['tag'],
  attributes: SvgNode['attributes'],
  children: SvgNode['children'] = [],
): SvgNode {
  return { tag, attributes, children };
}

export function picture({ width, height }: { width: number; height: number }, children: SvgNode[]): SvgNode {
  return node('svg', { width, height, viewBox: `0 0 ${width} ${height}`, class: 'path' }, children);
}

const widestArrow = 13;

/** Width of a hop's arrow: its bytes at the drawings' common scale. */
export const widthOf = (hop: Hop, scale: PathScale): number =>
  Math.max(2, (widestArrow * hop.bytes) / scale.bytes);

/** The group of one hop: its class tells who moves the bytes and how that is known. */
export function hopNode(hop: Hop, words: PathWords, children: SvgNode[]): SvgNode {
  const known = `known-by-${hop.evidence} mover-known-by-${hop.moverEvidence}`;
  const title = `${moverText(hop, words)}, ${words.bytes(hop.bytes)} (${words.evidence[hop.evidence]})`;
  return node('g', { class: `hop mover-${hop.by} ${known}${hop.ruleBy ? ' against-rule' : ''}` }, [
    node('title', {}, [title]),
    ...children,
  ]);
}

const corner = 12;
const head = 9;

/** An arrow along `points`; bytes that are dropped end in a cross. */
export function drawArrow(points: Point[], width: number, by: Mover): SvgNode[] {
  const end = points.at(-1)!;
  const before = points.at(-2)!;
  const along = direction(before, end);
  const neck = { x: end.x - along.x * head, y: end.y - along.y * head };
  const d = rounded([...points.slice(0, -1), neck]);
  if (by === 'discarded') return [node('path', { class: 'shaft', d, 'stroke-width': width }), cross(end)];
  const half = width / 2 + 4;
  const wing = (side: number) => `${neck.x - along.y * half * side},${neck.y + along.x * half * side}`;
  return [
    node('path', { class: 'shaft', d, 'stroke-width': width }),
    node('path', { class: 'core', d, 'stroke-width': Math.max(0.5, width - 3.5) }),
    node('path', { class: 'flow', d, 'stroke-width': Math.max(1.5, width / 4) }),
    node('polygon', { class: 'head', points: `${wing(1)} ${end.x},${end.y} ${wing(-1)}` }),
  ];
}

function cross({ x, y }: Point): SvgNode {
  const arm = 6;
  const d = `M${x - arm} ${y - arm} L${x + arm} ${y + arm} M${x - arm} ${y + arm} L${x + arm} ${y - arm}`;
  return node('path', { class: 'cross', d });
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
  return ruleBy === undefined ? known : `${known} ≠ ${words.expected(words.mover[ruleBy])}`;
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
export function moverSigns({ by, moverEvidence, ruleBy }: Hop, { mover }: PathWords): string {
  const known = `${mover[by]} ${evidenceMarks[moverEvidence]}`;
  return ruleBy === undefined ? known : `${known} ≠ ${mover[ruleBy]} ${evidenceMarks.model}`;
}

/** A stage's box around `at`. */
export function drawBox(
  lines: string[],
  at: Point,
  box: { width: number; height: number },
  name: string,
): SvgNode {
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

/** A stage's classes; one that the bytes never reach is a ghost. */
export function stageClass(stage: Stage, { hops }: PathInput): string {
  const into = hops.filter(hop => hop.to === stage && hop.bytes > 0);
  const reached = into.length === 0 || into.some(({ by }) => by !== 'discarded');
  return `stage stage-${stage}${reached ? '' : ' ghost'}`;
}

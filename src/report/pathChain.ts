import type { Hop } from '../model/report';
import type { Stage } from '../model/route';
import { laneOf } from './pathGraph';
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

const boxHeight = 28;
/** Pixels between two boxes, less where many stages would make the drawing higher than `mostHeight`. */
const widestGap = 40;
const narrowestGap = 26;
const mostHeight = 296;
const edge = 2;

/** One box, and the hops that lead from it to the next one. */
interface Link {
  stage: Stage;
  hops: Hop[];
}

/**
 * A path for a narrow column: boxes from top to bottom in the order of the path, with arrows between them. If another
 * path joins, its first box follows without an arrow.
 */
export function drawChain(input: PathInput, scale: PathScale, words: PathWords, width: number): SvgNode {
  const links = linksOf(input, scale);
  const room = (mostHeight - links.length * boxHeight) / Math.max(1, links.length - 1);
  const gap = Math.max(narrowestGap, Math.min(widestGap, Math.floor(room)));
  const height = links.length * (boxHeight + gap) - gap + 2 * edge;
  const top = (index: number) => edge + index * (boxHeight + gap);
  return picture({ width, height }, [
    ...links.map(({ stage }, index) =>
      node('rect', {
        class: `lane lane-${laneOf(stage)}`,
        ...{ x: 0, width, y: index === 0 ? 0 : top(index) - gap / 2 },
        height: boxHeight + (index === 0 || index === links.length - 1 ? gap / 2 + edge : gap),
      }),
    ),
    ...links.flatMap((link, index) => drawBorder(link, links[index + 1], width, top(index + 1) - gap / 2)),
    ...links.flatMap(({ hops }, index) =>
      hops.map((hop, place) => drawHop(hop, { place, of: hops.length, from: top(index) + boxHeight, gap })),
    ),
    ...links.map(({ stage }, index) =>
      drawBox(
        [words.stage[stage]],
        { x: width / 2, y: top(index) + boxHeight / 2 },
        { width: width - 12, height: boxHeight },
        stageClass(stage, input),
      ),
    ),
  ]);

  function drawHop(hop: Hop, at: { place: number; of: number; from: number; gap: number }): SvgNode {
    const x = 22 + at.place * 16;
    const end = at.from + at.gap - (hop.by === 'discarded' ? at.gap / 2 - 4 : 1);
    const y = at.from + at.gap / 2 + 4 + (at.place - (at.of - 1) / 2) * 13;
    const label = node('text', { class: `hop-label over-${laneOf(hop.from)}`, x: 36 + (at.of - 1) * 16, y }, [
      node('tspan', { class: 'hop-mover' }, [moverSigns(hop, words)]),
    ]);
    return hopNode(hop, words, [
      ...drawArrow(
        [
          { x, y: at.from },
          { x, y: end },
        ],
        widthOf(hop, scale),
        hop.by,
      ),
      label,
    ]);
  }
}

/** Boxes in the order of the path; hops between the same two stages share their gap. */
function linksOf({ hops }: PathInput, { columns }: PathScale): Link[] {
  const place = (stage: Stage) => columns.get(stage) ?? 0;
  const rank = (hop: Hop) => place(hop.to) * 100 + place(hop.from) * 10 + Number(laneOf(hop.to) === 'device');
  const links: Link[] = [];
  for (const hop of hops.filter(({ bytes }) => bytes > 0).sort((a, b) => rank(a) - rank(b))) {
    const [before, last] = links.slice(-2);
    if (last && before?.stage === hop.from && last.stage === hop.to && before.hops.length > 0) {
      before.hops.push(hop);
      continue;
    }
    if (last?.stage === hop.from) last.hops.push(hop);
    else links.push({ stage: hop.from, hops: [hop] });
    links.push({ stage: hop.to, hops: [] });
  }
  return links;
}

/** The border between user space and kernel, where the path crosses it. */
function drawBorder({ stage }: Link, next: Link | undefined, width: number, y: number): SvgNode[] {
  if (!next || (laneOf(stage) === 'user') === (laneOf(next.stage) === 'user')) return [];
  return [node('line', { class: 'border-line', x1: 0, y1: y, x2: width, y2: y })];
}

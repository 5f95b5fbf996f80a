import { message } from '../messages/message';
import type { Texts } from '../messages/texts';
import { variantMessage } from '../messages/words';
import { requestedTransfers, switchesPerMiB } from '../model/figures';
import type { Report, Transfer } from '../model/report';
import { moverEvidences } from '../model/route';
import { drawPath, scaleOf } from './pathDrawing';
import { evidenceMarks, type PathInput, type PathScale, type SvgNode } from './pathParts';
import { type PathWords, pathWords } from './pathWords';
import { visible } from './visible';

/** A page of drawings beyond these would be no overview; the tables hold every row. */
const mostDrawings = 16;
const drawingWidth = 900;

/** The way of the bytes, one drawing a row asked for, all to one scale. Empty where nothing was measured. */
export function drawingsHtml({ transfers, input }: Report, texts: Texts): string {
  const words = pathWords(texts);
  const drawn = requestedTransfers(transfers)
    .filter(({ copies }) => copies.length > 0)
    .slice(0, mostDrawings);
  const inputs = drawn.map(transfer => inputOf(transfer, input));
  const scale = scaleOf(inputs);
  const figures = drawn.map((transfer, place) => figure(transfer, inputs[place]!, { scale, words, texts }));
  return figures.length > 0 ? [...figures, marksLegend(texts)].join('\n') : '';
}

/** What the sign behind a mover means. */
function marksLegend({ say }: Texts): string {
  const marks = moverEvidences.map(
    evidence => `${evidenceMarks[evidence]} ${say(message(`evidence.${evidence}`))}`,
  );
  return `<p class="legend">${escaped(say(message('drawing.legend', { marks: marks.join(' · ') })))}</p>`;
}

function inputOf(transfer: Transfer, input: Report['input']): PathInput {
  const { copies, inputBytes, cache } = transfer;
  const cachedBytes = cache === 'warm' ? Math.min(inputBytes, input.cachedBytes ?? 0) : 0;
  return { hops: copies, switchesPerMiB: switchesPerMiB(transfer), inputBytes, cachedBytes };
}

interface Drawing {
  scale: PathScale;
  words: PathWords;
  texts: Texts;
}

function figure(transfer: Transfer, input: PathInput, { scale, words, texts }: Drawing): string {
  const { strategy, chunkBytes, variant } = transfer;
  const row = message('row', { strategy, chunk: chunkBytes });
  const title =
    variant === undefined ? row : message('drawing.title-variant', { row, variant: variantMessage(variant) });
  const drawing = svg(drawPath(input, scale, words, drawingWidth));
  return `<figure><figcaption>${escaped(texts.say(title))}</figcaption><div class="scroll">${drawing}</div></figure>`;
}

function svg({ tag, attributes, children }: SvgNode): string {
  const listed = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(String(value))}"`);
  const inner = children.map(child => (typeof child === 'string' ? escaped(child) : svg(child)));
  return `<${tag}${listed.join('')}>${inner.join('')}</${tag}>`;
}

/** Escapes text for HTML: a file's name must never become markup. */
export function escaped(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return visible(text).replace(/[&<>"']/g, sign => entities[sign] ?? sign);
}

/** How a drawing looks on a page of its own. A CPU copy is solid, a DMA copy dotted, a reference an outline. */
export const drawingStyle = `
figure { margin: 1.5rem 0; }
figcaption { font-weight: 600; margin-bottom: 0.5rem; }
svg.path { --ink: light-dark(#1f2328, #e6edf3); --paper: light-dark(#fff, #111); --kernel: light-dark(#f0f0f0, #222); --device: light-dark(#e2e2e2, #333);
  --cpu: light-dark(#b45309, #f0a04b); --dma: light-dark(#1d6fd1, #6cb2ff); --reference: light-dark(#2f7d32, #7cc47f);
  display: block; font: 12px system-ui, sans-serif; }
.path text { fill: var(--ink); }
.path .lane { fill: var(--paper); }
.path .lane-kernel { fill: var(--kernel); }
.path .lane-device { fill: var(--device); }
.path .lane-name { font-size: 11px; font-weight: 600; }
.path .border-line { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 3 3; stroke-opacity: 0.7; }
.path .stage rect { fill: var(--paper); stroke: var(--ink); stroke-width: 1.2; }
.path .stage text, .path .hop-mover { font-weight: 600; }
.path .ghost rect { stroke-dasharray: 4 4; stroke-opacity: 0.6; }
.path .ghost text { font-weight: 400; }
.path .hop-label, .path .switch-count { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.path .over-kernel { stroke: var(--kernel); }
.path .over-device { stroke: var(--device); }
.path .known-by-model .hop-bytes { font-style: italic; }
.path .shaft { fill: none; }
.path .core, .path .flow { fill: none; display: none; }
.path .mover-cpu .shaft { stroke: var(--cpu); }
.path .mover-cpu .head { fill: var(--cpu); stroke: var(--cpu); }
.path .mover-dma .shaft { stroke: var(--dma); stroke-dasharray: 4 3; }
.path .mover-dma .head { fill: var(--dma); stroke: var(--dma); }
.path .mover-reference .shaft { stroke: var(--reference); }
.path .mover-reference .core { display: inline; stroke: var(--kernel); }
.path .mover-reference .head { fill: var(--kernel); stroke: var(--reference); stroke-width: 1.6; }
.path .mover-discarded .shaft { stroke: var(--ink); stroke-opacity: 0.6; stroke-dasharray: 1 4; }
.path .cross { stroke: var(--ink); stroke-width: 2; }
.path .mover-known-by-model .hop-mover { font-style: italic; }
.path .against-rule .hop-mover { text-decoration: underline; }
`;

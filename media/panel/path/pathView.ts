import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import {
  movesPerByte,
  requestedTransfers,
  strayDeviceBytes,
  switchesPerMiB,
} from '../../../src/model/figures';
import type { Report, Transfer } from '../../../src/model/report';
import { drawPath, scaleOf } from '../../../src/report/pathDrawing';
import type { PathInput, PathScale, SvgNode } from '../../../src/report/pathParts';
import type { Row } from '../table/order';
import type { PanelAction, View } from '../view';
import { conditionsText, drawingWords, format, varyingConditions } from '../words';
import { moverLegend } from './legend';
import { choicesOf, pairOf } from './pair';

export interface PathOptions {
  /** Viewport for the drawings, pixels. */
  width: number;
  /** Arrows move gently while a run goes on. */
  live: boolean;
}

/** Below this width the cards and the gap between them are tighter (see path.css). */
export const tight = 560;

/** One or two paths at one scale, with the strategies to choose from. */
export function pathView(report: Report, view: View, options: PathOptions, act: PanelAction): TemplateResult {
  const pair = pairOf(report, view);
  if (pair.length === 0) return html`${nothing}`;
  const scale = scaleOf(pair.map(row => inputOf(row.transfer)));
  const width = widthFor(pair.length, options.width);
  return html`<section class="paths" aria-labelledby="paths-title">
    <div class="section-head"><h2 id="paths-title">${t('Paths of the bytes')}</h2></div>
    <div class="cards cards-${pair.length} ${options.width < tight ? 'tight' : ''} ${options.live ? 'live' : ''}">
      ${pair.map((row, index) => card(row, index, { report, pair, scale, width, act }))}
    </div>
    ${moverLegend(new Set(pair.flatMap(row => row.transfer.copies.map(({ by }) => by))))}
  </section>`;
}

/** Width of each of `drawings` side by side, inside its card. */
export function widthFor(drawings: number, width: number): number {
  const [gap, padding] = width < tight ? [8, 5] : [16, 12];
  return Math.floor((width - gap * (drawings - 1)) / drawings - 2 * padding - 2);
}

interface CardContext {
  report: Report;
  pair: Row[];
  scale: PathScale;
  width: number;
  act: PanelAction;
}

function card(row: Row, index: number, { report, pair, scale, width, act }: CardContext): TemplateResult {
  const { transfer } = row;
  const drawing = [
    transfer.copies,
    transfer.modeSwitches,
    transfer.inputBytes,
    width,
    JSON.stringify([...scale.columns]),
    scale.bytes,
  ];
  return html`<figure class="card">
    <figcaption>
      ${picker(row, index, report, pair, act)}
      <span class="path-sum">${unbroken(pathSum(transfer))}</span>
    </figcaption>
    <div class="drawing" role="img" aria-label=${inWords(transfer)} data-strategy=${transfer.strategy}>
      ${guard(drawing, () => svgElement(drawPath(inputOf(transfer), scale, drawingWords(), width)))}
    </div>
  </figure>`;
}

function picker(row: Row, index: number, report: Report, pair: Row[], act: PanelAction): TemplateResult {
  const rows = choicesOf(report, pair);
  const asked = requestedTransfers(report.transfers);
  const varying = (transfer: Transfer) =>
    varyingConditions(asked.includes(transfer) ? asked : report.transfers);
  if (rows.length < 3 || pair.length < 2) return html`<b class="strategy">${row.transfer.strategy}</b>`;
  const choose = (key: string) => {
    const keys = pair.map(({ key }) => key) as [string, string];
    keys[index] = key;
    act.change({ pair: keys });
  };
  return html`<select
    class="strategy"
    aria-label=${index === 0 ? t('Path on the left') : t('Path on the right')}
    @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
  >
    ${rows.map(
      ({ key, transfer }) =>
        html`<option value=${key} ?selected=${key === row.key} .selected=${key === row.key}>
          ${[transfer.strategy, conditionsText(transfer, varying(transfer))].filter(Boolean).join(' · ')}
        </option>`,
    )}
  </select>`;
}

function inputOf(transfer: Transfer): PathInput {
  const run = transfer.runs.findLast(({ phase }) => phase === 'timed') ?? transfer.runs.at(-1);
  return {
    hops: transfer.copies,
    switchesPerMiB: switchesPerMiB(transfer),
    inputBytes: transfer.inputBytes,
    cachedBytes: run?.cachedBytes ?? 0,
  };
}

/** The parts of a line stay whole where it breaks. */
const unbroken = (text: string) => text.replace(/(?<!·) (?!·)/g, '\u00a0');

/** Copies of a byte on average; a header's few bytes count as less than a hundredth. */
function copiesText(copies: number): string {
  const { fixed, number } = format();
  return copies === 0 || copies >= 0.005 ? number(copies) : `<${fixed(0.01, 2)}`;
}

function pathSum(transfer: Transfer): string {
  const { bytes } = format();
  const cpu = copiesText(movesPerByte(transfer, 'cpu') ?? 0);
  const dma = copiesText(movesPerByte(transfer, 'dma') ?? 0);
  const stray = strayDeviceBytes(transfer);
  if (stray !== null) return t('CPU copies: {0} · {1} read from disk', cpu, bytes(stray));
  return t('CPU copies: {0} · DMA copies: {1}', cpu, dma);
}

/** The drawing as text for screen readers: each hop in the order of the path. */
function inWords(transfer: Transfer): string {
  const { stage, mover } = drawingWords();
  const hops = transfer.copies.map(
    hop => `${stage[hop.from]} → ${stage[hop.to]}: ${mover[hop.by]}, ${format().bytes(hop.bytes)}`,
  );
  return `${transfer.strategy}. ${hops.join('; ')}.`;
}

const namespace = 'http://www.w3.org/2000/svg';

/** Makes nodes of a drawing. Text becomes text nodes, so nothing in it is ever markup. */
export function svgElement({ tag, attributes, children }: SvgNode): SVGElement {
  const element = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children.map(child => (typeof child === 'string' ? child : svgElement(child))));
  return element;
}

import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { Report } from '../../../src/model/report';
import { icon } from '../marks';
import type { PanelAction, View, Viewport } from '../view';
import { cacheName, format } from '../words';
import type { CurvesElement } from './curvesElement';
import './curvesElement';
import { lineSample } from './chart';
import { type Curve, goodFrom, type Metric, type Sweep, sweepOf } from './series';

/** Sweeps as curves: crossovers in words, the plot, and the same figures as a table. */
export function curvesView(report: Report, view: View, viewport: Viewport, act: PanelAction): TemplateResult {
  const sweep = sweepOf(report, view.metric);
  if (!sweep) return html`${nothing}`;
  const { title } = axisWords(sweep.axis);
  return html`<section class="curves" aria-labelledby="curves-title">
    <div class="section-head">
      <h2 id="curves-title">${title}</h2>
      <span class="grow"></span>
      ${metricPicker(view.metric, act)}
    </div>
    ${conclusion(report)} ${crossovers(report)}
    <div class="curves-body ${viewport.width > wide ? 'beside' : ''}">
      <io-curves
        ${ref(element => {
          if (element) show(element as CurvesElement, sweep, view.metric, plotWidth(viewport.width));
        })}
      ></io-curves>
      <ul class="curve-legend">
        ${sweep.curves.map((curve, index) => html`<li>${lineSample(index)}${nameOf(curve)}</li>`)}
      </ul>
    </div>
    ${table(sweep, view.metric, viewport.rows)}
  </section>`;
}

/** What a sweep's points are called, over the curves and over their column. */
function axisWords(axis: Sweep['axis']): { title: string; point: string } {
  if (axis === 'size') return { title: t('By file size'), point: t('File size') };
  if (axis === 'message') return { title: t('By message size'), point: t('Message') };
  return { title: t('By chunk size'), point: t('Chunk') };
}

type Crossover = Report['crossovers'][number];

/** From this width on the legend stands beside the plot. */
const wide = 700;

function plotWidth(width: number): number {
  return width > wide ? width - 200 : width;
}

function show(element: CurvesElement, sweep: Sweep, metric: Metric, width: number): void {
  Object.assign(element, { sweep, metric, width });
  element.draw();
}

function metricPicker(metric: Metric, act: PanelAction): TemplateResult {
  const names: [Metric, string][] = [
    ['cpu', t('CPU time')],
    ['throughput', t('Throughput')],
  ];
  return html`<label class="choice"><span>${t('Show')}</span
    ><select aria-label=${t('Show')} @change=${(event: Event) => act.change({ metric: (event.target as HTMLSelectElement).value as Metric })}>
      ${names.map(([id, name]) => html`<option value=${id} .selected=${id === metric}>${name}</option>`)}
    </select></label
  >`;
}

/** The sweep in one sentence: from which size on to use the advised call. */
function conclusion(report: Report): TemplateResult | typeof nothing {
  const { advice } = report;
  const sweep = sweepOf(report, 'cpu');
  const from = sweep && advice?.strategy ? goodFrom(sweep, advice.strategy) : null;
  if (!advice?.strategy || from === null) return nothing;
  const text = t('{0} is within 10 % of the cheapest from {1} up.', advice.strategy, format().bytes(from));
  return html`<p class="conclusion">${text}</p>`;
}

/** Crossovers in words, those against the plain loop first; folded, for there may be dozens. */
function crossovers({ crossovers }: Report): TemplateResult {
  if (crossovers.length === 0)
    return html`<p class="crossing">${t('No strategy overtakes another within what was measured.')}</p>`;
  const plain = crossovers.filter(isAgainstLoop);
  const sorted = [...plain, ...crossovers.filter(crossover => !isAgainstLoop(crossover))];
  return html`<details class="fold">
    <summary>${t('Crossovers: {0}', format().count(sorted.length))}</summary>
    <ul class="crossings">${sorted.map(crossing)}</ul>
  </details>`;
}

function isAgainstLoop({ ahead, behind }: Crossover): boolean {
  return ahead === 'read-write' || behind === 'read-write';
}

function crossing({ ahead, behind, fromBytes, low, high }: Crossover): TemplateResult {
  const { bytes } = format();
  return html`<li>
    ${icon('arrow-swap')}<span
      ><b>${t('{0} is ahead of {1} from {2}', ahead, behind, bytes(fromBytes))}</b>
      ${t('(between {0} and {1})', bytes(low), bytes(high))}</span
    >
  </li>`;
}

function nameOf({ strategy, cache }: Curve): string {
  return cache === 'cold' ? `${strategy} · ${cacheName('cold')}` : strategy;
}

function table(sweep: Sweep, metric: Metric, most: number): TemplateResult {
  const { bytes, fixed } = format();
  const scale = metric === 'cpu' ? 1 : 2 ** 30;
  const unit = metric === 'cpu' ? 'ns/KiB' : 'GiB/s';
  const cell = (points: Curve['points'], index: number) => {
    const point = points[index];
    return point
      ? html`<td class="figure">${fixed(point.median / scale, metric === 'cpu' ? 1 : 2)} <span class="spread">± ${fixed(point.mad / scale, metric === 'cpu' ? 1 : 2)}</span></td>`
      : html`<td class="figure absent">–</td>`;
  };
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${t('The figures of the curves')}><table class="points">
    <thead>
      <tr>
        <th scope="col" class="figure">${axisWords(sweep.axis).point}</th>
        ${sweep.curves.map(curve => html`<th scope="col" class="figure">${nameOf(curve)}<span class="unit">${unit}</span></th>`)}
      </tr>
    </thead>
    <tbody>
      ${sweep.at.slice(0, most).map((at, index) => html`<tr><th scope="row" class="figure">${bytes(at)}</th>${sweep.curves.map(({ points }) => cell(points, index))}</tr>`)}
    </tbody>
  </table></div>`;
}

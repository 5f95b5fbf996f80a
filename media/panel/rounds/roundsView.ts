import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { Report } from '../../../src/model/report';
import { lineSample } from '../curves/chart';
import { evidenceTag } from '../marks';
import { format } from '../words';
import type { RoundsElement } from './roundsElement';
import './roundsElement';
import { type RoundSeries, roundSeries } from './series';

/** Every timed round as a point, so that drift, outliers and overlap are visible, not only medians. */
export function roundsView(report: Report, width: number): TemplateResult {
  const rounds = roundSeries(report);
  if (rounds.length === 0) return html`${nothing}`;
  return html`<details class="fold rounds">
    <summary>${t('Rounds')}</summary>
    <p>${t('CPU time of the sender in each timed round, from the first to the last.')} ${evidenceTag('kernel')}</p>
    <io-rounds
      role="img"
      aria-label=${t('A point for each round; the list below has their ranges')}
      ${ref(element => {
        if (element) show(element as RoundsElement, rounds, width);
      })}
    ></io-rounds>
    <ul class="round-ranges">${rounds.map(range)}</ul>
  </details>`;
}

function show(element: RoundsElement, rounds: RoundSeries[], width: number): void {
  Object.assign(element, { rounds, width: Math.min(900, width - 24) });
  element.draw();
}

function range({ strategy, costs, median }: RoundSeries, index: number): TemplateResult {
  const { number, count } = format();
  const [low, high] = [Math.min(...costs), Math.max(...costs)].map(cost => number(cost));
  return html`<li>
    ${lineSample(index)}<span><b class="strategy">${strategy}</b> ${t('{0} to {1} ns/KiB, median {2}, rounds: {3}', low!, high!, number(median), count(costs.length))}</span>
  </li>`;
}

import { t } from '@vscode/l10n';
import { html, svg, type TemplateResult } from 'lit';
import { evidences, type Mover } from '../../../src/model/route';
import { evidenceTag } from '../marks';

/** What arrows and their width mean, and the signs behind figures. */
export function moverLegend(movers: Set<Mover>): TemplateResult {
  const means: [Mover, string][] = [
    ['cpu', t('The CPU copies the bytes')],
    ['dma', t('A device moves them (DMA)')],
    ['reference', t('Only a reference is handed over')],
    ['discarded', t('The receiver drops the bytes unread')],
  ];
  return html`<ul class="path-legend">
    ${means.filter(([mover]) => movers.has(mover)).map(([mover, text]) => html`<li>${swatch(mover)}${text}</li>`)}
    <li>${t('Wider arrow: more bytes')}</li>
    <li class="known">${t('How it is known:')}${evidences.map(evidenceTag)}</li>
  </ul>`;
}

function swatch(mover: Mover): TemplateResult {
  return svg`<svg class="path swatch" width="44" height="16" viewBox="0 0 44 16" aria-hidden="true">
    <g class=${`hop mover-${mover}`}>
      <path class="shaft" d="M2 8 L33 8" stroke-width="8"></path>
      <path class="core" d="M2 8 L33 8" stroke-width="4.5"></path>
      ${
        mover === 'discarded'
          ? svg`<path class="cross" d="M32 3 L42 13 M32 13 L42 3"></path>`
          : svg`<polygon class="head" points="33,1 43,8 33,15"></polygon>`
      }
    </g>
  </svg>` as TemplateResult;
}

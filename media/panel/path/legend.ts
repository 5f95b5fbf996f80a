import { t } from '@vscode/l10n';
import { html, svg, type TemplateResult } from 'lit';
import { type Mover, moverEvidences } from '../../../src/model/route';
import type { PathScale } from '../../../src/report/pathDrawing';
import { evidenceTag } from '../evidence';
import { format } from '../words';

/** What arrows, their width and the border's marks mean. */
export function moverLegend(scale: Pick<PathScale, 'switchesPerMark' | 'bytes'>): TemplateResult {
  const means: [Mover, string][] = [
    ['cpu', t('The CPU copies the bytes')],
    ['dma', t('A device moves them (DMA)')],
    ['reference', t('Only a reference is handed over')],
    ['discarded', t('The receiver drops the bytes unread')],
  ];
  const per = format().count(scale.switchesPerMark);
  return html`<ul class="path-legend">
    ${means.map(([mover, text]) => html`<li>${swatch(mover)}${text}</li>`)}
    <li>${mark()}${t('Mode switches for each mark on the border: {0}', per)}</li>
    <li>${t('Wider arrow: more bytes')}</li>
    <li class="known">${t('Behind who moves the bytes, how that is known:')}${moverEvidences.map(evidenceTag)}</li>
  </ul>`;
}

function swatch(mover: Mover): TemplateResult {
  return svg`<svg class="path swatch" width="44" height="16" viewBox="0 0 44 16" aria-hidden="true">
    <g class=${`hop mover-${mover}`}>
      <path class="shaft" d="M2 8 L33 8" stroke-width="8"></path>
      <path class="core" d="M2 8 L33 8" stroke-width="4.5"></path>
      <polygon class="head" points="33,1 43,8 33,15"></polygon>
    </g>
  </svg>` as TemplateResult;
}

function mark(): TemplateResult {
  return svg`<svg class="path swatch" width="28" height="16" viewBox="0 0 28 16" aria-hidden="true">
    <g class="border">
      <line class="border-line" x1="0" y1="8" x2="28" y2="8"></line>
      <line class="switch-mark" x1="9" y1="3" x2="9" y2="13"></line>
      <line class="switch-mark" x1="19" y1="3" x2="19" y2="13"></line>
    </g>
  </svg>` as TemplateResult;
}

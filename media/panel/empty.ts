import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { verbatim } from '../../src/model/message';
import type { Hop } from '../../src/model/report';
import { drawPath, scaleOf } from '../../src/report/pathDrawing';
import type { PathInput } from '../../src/report/pathParts';
import { icon } from './marks';
import { moverLegend } from './path/legend';
import { svgElement, tight, widthFor } from './path/pathView';
import { drawingWords } from './words';

function modelled(from: Hop['from'], to: Hop['to'], by: Hop['by']): Hop {
  return { from, to, by, bytes: 1, evidence: 'model', moverEvidence: 'model', note: verbatim('') };
}

const loop: PathInput = {
  hops: [
    modelled('disk', 'page-cache', 'dma'),
    modelled('page-cache', 'user-buffer', 'cpu'),
    modelled('user-buffer', 'socket-buffer', 'cpu'),
    modelled('socket-buffer', 'nic', 'dma'),
  ],
  switchesPerMiB: null,
  inputBytes: 1,
  cachedBytes: 0,
};

const oneCall: PathInput = {
  ...loop,
  hops: [
    modelled('disk', 'page-cache', 'dma'),
    modelled('page-cache', 'socket-buffer', 'reference'),
    modelled('socket-buffer', 'nic', 'dma'),
  ],
};

/** Nothing measured yet: what the textbook says, and how to see what this machine does. */
export function emptyView(width: number): TemplateResult {
  const scale = scaleOf([loop, oneCall]);
  const room = widthFor(2, width);
  const words = { ...drawingWords(), bytes: () => t('every byte') };
  const drawing = (name: string, sum: string, input: PathInput) => html`<figure class="card">
    <figcaption><b class="strategy">${name}</b><span class="path-sum">${sum}</span></figcaption>
    <div class="drawing" role="img" aria-label="${name}. ${sum}">${svgElement(drawPath(input, scale, words, room))}</div>
  </figure>`;
  return html`<section class="empty">
    <h2>${t('What does it cost to send a file?')}</h2>
    <p class="lead">
      ${t('The textbook says that a read/write loop copies every byte twice with the CPU, and that one call to sendfile copies none. What does your machine do with your file?')}
    </p>
    <ol class="steps">
      <li>${icon('play')}<span><b>${t('Profile File…')}</b> ${t('moves one file in every way this system knows, and measures each.')}</span></li>
      <li>${icon('symbol-event')}<span><b>${t('Measure')}</b> ${t('above a copy loop in your code does it with that loop’s own buffer size.')}</span></li>
      <li>${icon('beaker')}<span><b>${t('Scenarios')}</b> ${t('put the claims of well-known articles to the test.')}</span></li>
    </ol>
    <div class="cards cards-2 ${width < tight ? 'tight' : ''}">
      ${drawing('read-write', t('textbook: 2 CPU copies, 2 DMA copies'), loop)}
      ${drawing('sendfile', t('textbook: 0 CPU copies, 2 DMA copies'), oneCall)}
    </div>
    ${moverLegend(new Set(loop.hops.concat(oneCall.hops).map(({ by }) => by)))}
  </section>`;
}

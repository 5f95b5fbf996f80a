import { t } from '@vscode/l10n';
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Trace } from '../../../src/model/trace';
import { type ByteFlow, type FlowEnd, type FlowLayout, layOutFlows } from '../../../src/report/flowLayout';
import { endText, shortEnd } from '../text';
import { format } from '../words';

/** Ends on the left and right, bands of bytes between them: through user space or inside the kernel. */
export function flowDrawing({ relays, kernelMoves }: Trace, room: number): TemplateResult {
  const flows = joined([
    ...relays.map(relay => ({ ...relay, inKernel: false })),
    ...kernelMoves.map(move => ({ ...move, inKernel: true })),
  ]);
  const width = Math.max(260, Math.min(900, room));
  const layout = layOutFlows(flows);
  const text = layout.bands
    .map(({ flow }) => `${flow.from} → ${flow.to}: ${format().bytes(flow.bytes)}`)
    .join('. ');
  return html`<figure class="flows">
    <div class="drawing" role="img" aria-label=${text}>${drawn(layout, width)}</div>
    <figcaption>
      <ul class="path-legend">
        ${relays.length > 0 ? html`<li>${swatch(false)}${t('Through user space: copied in and out')}</li>` : nothing}
        ${kernelMoves.length > 0 ? html`<li>${swatch(true)}${t('Inside the kernel')}</li>` : nothing}
      </ul>
    </figcaption>
  </figure>`;
}

function joined(
  parts: readonly (Pick<Trace['relays'][number], 'from' | 'to' | 'bytes'> & { inKernel: boolean })[],
): ByteFlow[] {
  const flows = new Map<string, ByteFlow>();
  for (const { from, to, bytes, inKernel } of parts) {
    const key = JSON.stringify([endText(from), endText(to), inKernel]);
    const known = flows.get(key) ?? { from: endText(from), to: endText(to), bytes: 0, inKernel };
    flows.set(key, { ...known, bytes: known.bytes + bytes });
  }
  return [...flows.values()];
}

/** Pixels of an end's bar, and between it and its text. */
const bar = 6;
const inset = 8;

function drawn({ from, to, bands, height }: FlowLayout, width: number): TemplateResult {
  const middle = width / 2;
  // A character of the panel's font is about 6.5 pixels wide; either side has its half.
  const letters = Math.floor((middle - bar - inset - 12) / 6.5);
  return html`<svg class="flow" width=${width} height=${height} viewBox="0 0 ${width} ${height}">
    ${bands.map(
      ({ flow, fromY, toY, width: thick }) =>
        svg`<path class=${flow.inKernel ? 'band in-kernel' : 'band'} stroke-width=${thick} d="M${bar} ${fromY} C${middle} ${fromY} ${middle} ${toY} ${width - bar} ${toY}"></path>`,
    )}
    ${from.map(end => endDrawn(end, { x: 0, textX: bar + inset, anchor: 'start', letters }))}
    ${to.map(end => endDrawn(end, { x: width - bar, textX: width - bar - inset, anchor: 'end', letters }))}
  </svg>`;
}

interface EndPlace {
  x: number;
  textX: number;
  anchor: 'start' | 'end';
  letters: number;
}

function endDrawn(
  { name, bytes, y, height }: FlowEnd,
  { x, textX, anchor, letters }: EndPlace,
): TemplateResult {
  const middle = y + height / 2;
  return svg`<g>
    <rect class="end" x=${x} y=${y} width=${bar} height=${height}></rect>
    <text x=${textX} y=${middle - 2} text-anchor=${anchor}>${shortEnd(name, letters)}<title>${name}</title></text>
    <text class="end-bytes" x=${textX} y=${middle + 13} text-anchor=${anchor}>${format().bytes(bytes)}</text>
  </g>` as TemplateResult;
}

function swatch(inKernel: boolean): TemplateResult {
  return html`<svg class="flow swatch" width="34" height="14" viewBox="0 0 34 14" aria-hidden="true">
    <path class=${inKernel ? 'band in-kernel' : 'band'} stroke-width="9" d="M0 7 L34 7"></path>
  </svg>`;
}

import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { KernelMove, Trace, TracedRelay } from '../../../src/model/trace';
import type { RelayNote, ShownTrace } from '../../../src/ui/panelProtocol';
import { evidenceTag, icon } from '../marks';
import { endText, plain, processText, shortEnd } from '../text';
import type { PanelAction } from '../view';
import { format } from '../words';

/** Rows of a table: what is smaller is in the exported result. */
const most = 50;
const endLetters = 44;

/** Relays by their bytes: how much, by which line, and what one call would copy. */
export function relayTable(
  { trace, notes }: ShownTrace,
  selected: number | null,
  act: PanelAction,
): TemplateResult | typeof nothing {
  if (trace.relays.length === 0) return nothing;
  const rest = trace.relays.length - most;
  return html`<section class="relays" aria-labelledby="relays-title">
    <h2 id="relays-title">${t('Read and written unchanged')}</h2>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="relays-title"><table class="strategies">
      <thead>
        <tr>
          <th scope="col">${t('Line')}</th>
          <th scope="col">${t('Instead')}${evidenceTag('model')}</th>
          <th scope="col" class="figure">${t('Bytes')}${evidenceTag('counted')}</th>
          <th scope="col" class="figure">${t('Calls')}${evidenceTag('counted')}</th>
          <th scope="col" class="ends">${t('From and to')}</th>
        </tr>
      </thead>
      <tbody>${trace.relays.slice(0, most).map((relay, at) => relayRow(relay, notes[at], { at, selected, act }))}</tbody>
    </table></div>
    ${rest > 0 ? html`<p class="hint">${t('Smaller relays that are not listed: {0}', format().count(rest))}</p>` : nothing}
  </section>`;
}

interface RowPlace {
  at: number;
  selected: number | null;
  act: PanelAction;
}

function relayRow(
  relay: TracedRelay,
  note: RelayNote | undefined,
  { at, selected, act }: RowPlace,
): TemplateResult {
  const { bytes, count } = format();
  return html`<tr class=${at === selected ? 'selected' : ''} aria-current=${at === selected} data-relay=${at}>
    <th scope="row"><span class="relay-line">${lineCell(relay, note, at, act)}<span class="conditions">${processText(relay.process)}</span></span></th>
    <td class="instead-call">${insteadCell(note)}${note?.fixable ? fixButton(at, act) : nothing}</td>
    <td class="figure"><span class="value">${bytes(relay.bytes)}</span><span class="spread">${t('copied: {0}', bytes(relay.copiedBytes))}</span></td>
    <td class="figure"><span class="value">${count(relay.calls)}</span><span class="spread">${t('{0} a write', bytes(relay.chunkBytes))}</span></td>
    <td class="ends">${endCell(relay.from)}${endCell(relay.to)}<span class="spread">${relay.verified ? t('samples compared byte by byte: unchanged') : t('heads and tails compared: unchanged')}</span></td>
  </tr>`;
}

function lineCell(
  { location, locationAbsence }: TracedRelay,
  note: RelayNote | undefined,
  at: number,
  act: PanelAction,
): TemplateResult {
  if (note?.place)
    return html`<button class="link" title=${t('Show the line')} @click=${() => act.post({ kind: 'revealRelay', relay: at })}>${plain(note.place, 80)}</button>`;
  if (location)
    return html`<span title=${plain(location.file, 300)}>${plain(location.function ?? shortEnd(location.file, 30), 80)}</span>`;
  const reasons = {
    'no-unwinder': t('unknown: its stack could not be followed'),
    'no-symbols': t('unknown: the program has no symbols'),
    'no-addr2line': t('unknown: install binutils (addr2line)'),
    'not-requested': '–',
  };
  return html`<span class="waiting">${reasons[locationAbsence ?? 'not-requested']}</span>`;
}

function insteadCell(note: RelayNote | undefined): TemplateResult {
  const advice = note?.advice ?? { kind: 'none' as const };
  switch (advice.kind) {
    case 'call':
      return html`<b class="strategy">${plain(advice.call, 60)}</b><span class="spread">${t('copies per byte: 2 → {0}', advice.copies)}</span>`;
    case 'no-call':
      return html`<span>${t('No zero-copy call in {0}', plain(advice.runtime, 30))}</span>`;
    case 'none':
      return html`<span class="waiting">–</span>`;
  }
}

const fixButton = (relay: number, act: PanelAction) =>
  html`<vscode-button class="row-button" @click=${() => act.post({ kind: 'fixRelay', relay })}>${icon('lightbulb')}<span>${t('Fix…')}</span></vscode-button>`;

function endCell(end: TracedRelay['from']): TemplateResult {
  const name = endText(end);
  return html`<span class="end-name" title=${name}>${shortEnd(name, endLetters)}</span>`;
}

/** What the kernel moved by itself: nothing to gain there. */
export function moveTable({ kernelMoves }: Trace): TemplateResult | typeof nothing {
  if (kernelMoves.length === 0) return nothing;
  return html`<section class="moves" aria-labelledby="moves-title">
    <h2 id="moves-title">${t('Moved inside the kernel')}</h2>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="moves-title"><table class="strategies">
      <thead>
        <tr>
          <th scope="col">${t('Call')}</th>
          <th scope="col" class="figure">${t('Bytes')}${evidenceTag('counted')}</th>
          <th scope="col" class="figure">${t('Calls')}${evidenceTag('counted')}</th>
          <th scope="col" class="ends">${t('From and to')}</th>
        </tr>
      </thead>
      <tbody>${kernelMoves.slice(0, most).map(moveRow)}</tbody>
    </table></div>
  </section>`;
}

function moveRow({ process, syscall, from, to, bytes, calls }: KernelMove): TemplateResult {
  return html`<tr>
    <th scope="row"><span class="relay-line"><b class="strategy">${plain(syscall, 40)}</b><span class="conditions">${processText(process)}</span></span></th>
    <td class="figure">${format().bytes(bytes)}</td>
    <td class="figure">${format().count(calls)}</td>
    <td class="ends">${endCell(from)}${endCell(to)}</td>
  </tr>`;
}

import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { HistoryEntry } from '../../src/ui/panelProtocol';
import { icon } from './marks';
import type { Model } from './state';
import { plain, textOf } from './text';
import type { PanelAction } from './view';
import { format, moment, routeName } from './words';

/** Past runs: open one, remove one, or pick two to compare. */
export function historyView({ init, origin, view }: Model, act: PanelAction): TemplateResult {
  const entries = init?.history ?? [];
  if (entries.length === 0)
    return html`<p class="nothing">${t('No runs are kept yet. Each run of this workspace is listed here, to be opened again or compared.')}</p>`;
  const chosen = view.compare.filter(id => entries.some(entry => entry.id === id));
  return html`<section class="history" aria-labelledby="history-title">
    <div class="section-head">
      <h2 id="history-title">${t('Past runs')}</h2>
      <span class="grow"></span>
      <span class="hint">${chosen.length < 2 ? t('Tick two runs to compare them.') : nothing}</span>
      <vscode-button ?disabled=${chosen.length !== 2} aria-disabled=${chosen.length !== 2} @click=${() => compare(entries, chosen, act)}
        >${icon('diff')}<span>${t('Compare')}</span></vscode-button
      >
      <vscode-button secondary @click=${() => act.post({ kind: 'clearHistory' })}>${icon('clear-all')}<span>${t('Clear History')}</span></vscode-button>
    </div>
    <ul class="runs">
      ${entries.map(entry => item(entry, entry.id === origin?.historyId, chosen, act))}
    </ul>
  </section>`;
}

/** The older of the two is the one before. */
function compare(entries: HistoryEntry[], chosen: string[], act: PanelAction): void {
  const [before, after] = entries
    .filter(entry => chosen.includes(entry.id))
    .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  if (before && after) act.post({ kind: 'compareHistory', before: before.id, after: after.id });
}

function item(entry: HistoryEntry, current: boolean, chosen: string[], act: PanelAction): TemplateResult {
  const title = plain(entry.title, 200);
  const ticked = chosen.includes(entry.id);
  const tick = () => {
    const others = chosen.filter(id => id !== entry.id);
    act.change({ compare: ticked ? others : [...others, entry.id].slice(-2) });
  };
  const route = routeName(entry.route);
  return html`<li class=${current ? 'current' : ''}>
    <input type="checkbox" .checked=${ticked} @change=${tick} aria-label=${t('Compare {0}', title)} />
    <div class="run">
      <button class="link" aria-current=${current} @click=${() => act.post({ kind: 'openHistory', id: entry.id })}>${title}</button>
      <span class="facts-line">
        ${[moment(entry.createdAt), route, format().bytes(entry.bytes), entry.cancelled ? t('cancelled') : ''].filter(Boolean).join(' · ')}
      </span>
      ${entry.summary ? html`<span class="summary">${textOf(entry.summary, 300)}</span>` : nothing}
    </div>
    <button class="icon-button" title=${t('Remove')} aria-label=${t('Remove {0}', title)} @click=${() => act.post({ kind: 'removeHistory', id: entry.id })}>
      ${icon('trash')}
    </button>
  </li>`;
}

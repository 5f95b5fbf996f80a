import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { Model } from './state';
import { type PanelAction, type Tab, tabs } from './view';

/** The panel's views; arrow keys move between them. */
export function tabBar({ view, init }: Model, act: PanelAction): TemplateResult {
  const count = init?.history.length ?? 0;
  const names: Record<Tab, string> = {
    result: t('Result'),
    trace: t('Trace'),
    proof: t('Proof'),
    atlas: t('Atlas'),
    history: count > 0 ? t('Past runs ({0})', count) : t('Past runs'),
    scenarios: t('Scenarios'),
  };
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(view.tab) + step + tabs.length) % tabs.length]!;
    act.change({ tab: next });
    document.getElementById(`tab-${next}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${t('Views')} @keydown=${move}>
    ${tabs.map(
      tab => html`<button
        id="tab-${tab}"
        role="tab"
        aria-selected=${tab === view.tab}
        aria-controls="content"
        tabindex=${tab === view.tab ? 0 : -1}
        @click=${() => act.change({ tab })}
      >
        ${names[tab]}
      </button>`,
    )}
  </div>`;
}

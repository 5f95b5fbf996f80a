import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { type Message, outline } from '../../../src/model/message';
import type { Transfer } from '../../../src/model/report';
import { told } from '../text';

/** Strategies that can not run here, on one line; each reason once, with what to do, behind it. */
export function absentView(transfers: Transfer[]): TemplateResult | typeof nothing {
  if (transfers.length === 0) return nothing;
  const reasons = new Map<string, { why: Message; remedy: Message; strategies: Set<string> }>();
  for (const { strategy, unsupported } of transfers) {
    const { why, remedy } = unsupported!;
    const key = outline(why);
    const reason = reasons.get(key) ?? { why, remedy, strategies: new Set() };
    reason.strategies.add(strategy);
    reasons.set(key, reason);
  }
  const names = [...new Set(transfers.map(({ strategy }) => strategy))].join(', ');
  return html`<details class="fold absent-rows">
    <summary>${t('Not applicable here: {0}', names)}</summary>
    <ul>
      ${[...reasons.values()].map(
        ({ why, remedy, strategies }) =>
          html`<li><b class="strategies-named">${[...strategies].join(', ')}</b> ${told(why)} <span class="remedy">${told(remedy)}</span></li>`,
      )}
    </ul>
  </details>`;
}

import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { type Message, outline } from '../../../src/model/message';
import type { Report, Transfer } from '../../../src/model/report';
import { textOf } from '../text';

/** One reason, the figure it is about and the strategies it holds for. */
export interface Reason {
  figure: 'cpuCopies' | 'dmaCopies' | 'modeSwitches';
  why: Message;
  strategies: string[];
}

/** Every reason once: most strategies differ from the textbook for the same reason. */
export function reasonsOf({ transfers }: Report): Reason[] {
  const reasons = new Map<string, Reason>();
  for (const { strategy, differences } of transfers) {
    for (const { figure, why } of differences) {
      const key = `${figure} ${outline(why)}`;
      const reason = reasons.get(key) ?? { figure, why, strategies: [] };
      if (!reason.strategies.includes(strategy)) reason.strategies.push(strategy);
      reasons.set(key, reason);
    }
  }
  return [...reasons.values()];
}

export function figureNames(): Record<Reason['figure'], string> {
  return { cpuCopies: t('CPU copies'), dmaCopies: t('DMA copies'), modeSwitches: t('Mode switches') };
}

/** Why figures marked ≠ are not the textbook's. */
export function reasonsView(report: Report): TemplateResult | typeof nothing {
  const reasons = reasonsOf(report);
  if (reasons.length === 0) return nothing;
  return html`<details class="fold reasons">
    <summary><span aria-hidden="true">≠ </span>${t('Differences from the textbook')}</summary>
    <ul>
      ${reasons.map(
        ({ figure, why, strategies }) =>
          html`<li><b>${figureNames()[figure]}</b> <span class="strategies-named">${strategies.join(', ')}</span> ${textOf(why)}</li>`,
      )}
    </ul>
  </details>`;
}

/** Strategies that can't run here, on one line, followed by each reason once with its remedy. */
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
          html`<li><b class="strategies-named">${[...strategies].join(', ')}</b> ${textOf(why)} <span class="remedy">${textOf(remedy)}</span></li>`,
      )}
    </ul>
  </details>`;
}

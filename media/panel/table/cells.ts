import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { evidenceMark } from '../marks';
import { plain, textOf } from '../text';
import { changeText, format, intervalText, verdictName } from '../words';
import type { Figure, ScaledColumn, TextbookFigure } from './columns';
import { costBar } from './costBar';
import type { Row } from './order';

/** One figure: the median, its spread, and how it is known where the header can't say. */
export function figureCell(column: ScaledColumn, row: Row): TemplateResult {
  const figure = column.figure(row.transfer);
  if (!figure) return html`<td class="figure absent">–</td>`;
  const modelled = figure.evidence === 'model';
  return html`<td class="figure">
    <span class="measured"
      >${column.evidence === null ? evidenceMark(figure.evidence) : nothing}
      ${figure.textbook ? textbookMark(figure.textbook) : nothing}<span class="value ${modelled ? 'modelled' : ''}">${valueText(column, figure)}</span></span
    >
    ${spreadText(column, figure)}
  </td>`;
}

function valueText({ divisor, decimals }: ScaledColumn, { value, bytesInstead }: Figure): string {
  if (bytesInstead !== undefined) return t('{0} from disk', format().bytes(bytesInstead));
  const scaled = value / divisor;
  return format().fixed(scaled, scaled === 0 ? 0 : decimals);
}

function spreadText(
  { divisor, decimals }: ScaledColumn,
  { spread }: Figure,
): TemplateResult | typeof nothing {
  if (spread === null || spread === 0) return nothing;
  return html`<span class="spread">± ${format().fixed(spread / divisor, decimals)}</span>`;
}

/** A mark on a figure that differs from the textbook's, with the reason. */
function textbookMark({ value, measured, why }: TextbookFigure): TemplateResult | typeof nothing {
  if (Math.abs(value - measured) <= 0.05 * Math.max(1, value)) return nothing;
  const label = t('textbook {0}', format().number(value));
  const reason = why === null ? label : `${label}. ${textOf(why)}`;
  return html`<span class="differs" title=${reason}
    ><span aria-hidden="true">≠</span><span class="sr-only">${reason}</span></span
  >`;
}

/** The row's cost against the baseline: a bar, the difference, and whether the interval confirms it. */
export function verdictCell({ comparison, baseline }: Row, longest: number): TemplateResult {
  if (baseline)
    return html`<td class="verdict"><div class="verdict-line">${costBar(baselineCost, longest)}<span>${t('baseline')}</span></div></td>`;
  if (!comparison) return html`<td class="verdict absent">–</td>`;
  const { ratio, verdict, against } = comparison;
  const interval = intervalText(comparison);
  const title = interval
    ? t('CPU time per byte against {0}; 95 % interval {1}', plain(against), interval)
    : t('CPU time per byte against {0}; an interval takes more rounds', plain(against));
  const shown = verdict === 'cheaper' || verdict === 'costlier';
  return html`<td class="verdict" title=${title}>
    <div class="verdict-line">${costBar(comparison, longest)}<b>${changeText(ratio)}</b></div>
    ${shown ? nothing : html`<span class="verdict-word">${verdictName(verdict)}</span>`}
  </td>`;
}

const baselineCost = { ratio: 1, low: null, high: null, verdict: 'no measurable difference' } as const;

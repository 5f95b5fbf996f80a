import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { evidenceTag } from '../evidence';
import { icon } from '../icon';
import { plain, told } from '../text';
import { format, intervalText, verdictWords } from '../words';
import type { Figure, ScaledColumn, TextbookFigure } from './columns';
import type { Row } from './order';
import { ratioBar } from './ratioBar';

/** One figure: the median, its spread, the textbook's figure, and how it is known where the header can't say. */
export function figureCell(column: ScaledColumn, row: Row): TemplateResult {
  const figure = column.figure(row.transfer);
  if (!figure) return html`<td class="figure absent">–</td>`;
  const modelled = figure.evidence === 'model';
  return html`<td class="figure">
    <span class="measured"
      >${column.evidence === null ? evidenceTag(figure.evidence) : nothing}
      <span class="value ${modelled ? 'modelled' : ''}">${valueText(column, figure)}</span></span
    >
    ${spreadText(column, figure)} ${figure.textbook ? textbookLine(figure.textbook) : nothing}
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

/** The textbook's figure under the measured one; where they part, a mark that says why. */
function textbookLine({ value, measured, perChunk, why }: TextbookFigure): TemplateResult {
  const { number } = format();
  const said = perChunk
    ? t('{0} a chunk, textbook {1}', number(Number(measured.toPrecision(2))), number(value))
    : t('textbook {0}', number(value));
  const parts = Math.abs(value - measured) > 0.05 * Math.max(1, value);
  if (!parts) return html`<span class="book">${said}</span>`;
  const reason = why === null ? '' : told(why);
  return html`<span class="book differs" title=${reason}
    ><span aria-hidden="true">≠ </span>${said}<span class="sr-only"
      >${t('differs')}. ${reason}</span
    ></span
  >`;
}

/** The verdict: ratio with its interval as words and as a small bar. */
export function verdictCell({ comparison, baseline }: Row, reach: number): TemplateResult {
  if (baseline) return html`<td class="verdict"><span class="tag">${t('baseline')}</span></td>`;
  if (!comparison) return html`<td class="verdict absent">–</td>`;
  const { ratio, verdict, against } = comparison;
  const interval = intervalText(comparison);
  const title = interval
    ? t('CPU time per byte against {0}; 95 % interval {1}', plain(against), interval)
    : t('CPU time per byte against {0}; an interval takes more rounds', plain(against));
  return html`<td class="verdict" title=${title}>
    <div class="verdict-line">
      ${ratioBar(comparison, reach)}<b>${format().ratio(ratio)}</b>
    </div>
    ${interval ? html`<span class="spread">${t('95 %: {0}', interval)}</span>` : nothing}
    <span class="verdict-word verdict-${verdict.replaceAll(' ', '-')}">${verdictMark(verdict)}${verdictWords()[verdict]}</span>
  </td>`;
}

function verdictMark(verdict: string): TemplateResult {
  return icon(verdict === 'cheaper' ? 'arrow-down' : verdict === 'dearer' ? 'arrow-up' : 'dash');
}

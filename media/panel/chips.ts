import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { verbatim } from '../../src/model/message';
import type { Report } from '../../src/model/report';
import type { Answer } from '../../src/report/answer';
import { type Confidence, confidenceOf, type Doubt } from '../../src/report/confidence';
import { icon } from './marks';
import { textOf } from './text';
import { format } from './words';

/** The confidence of the answer and the warnings: each is a word that opens its reasons on a click. */
export function chips(report: Report, answer: Answer, live: boolean): TemplateResult {
  return html`<div class="chips">
    ${live ? html`<span class="chip">${t('Still measuring')}</span>` : confidence(confidenceOf(report, answer), answer)}
    ${warnings(report)}
  </div>`;
}

const icons = { high: 'pass', medium: 'info', low: 'warning' } as const;

function confidence({ level, rounds, doubts }: Confidence, { comparison }: Answer): TemplateResult {
  const names = { high: t('High confidence'), medium: t('Medium confidence'), low: t('Low confidence') };
  const { percent, count } = format();
  const { low = null, high = null } = comparison ?? {};
  const lines = [
    low === null || high === null ? '' : t('95 %: {0} to {1} less CPU', percent(1 - high), percent(1 - low)),
    t('Timed rounds: {0}', count(rounds)),
    ...doubts.map(doubtText),
    ...(doubts.length === 0 ? [t('The rounds agree, and nothing disturbed them.')] : []),
  ];
  return html`<details class="chip level-${level}">
    <summary>${icon(icons[level])}${names[level]}</summary>
    <ul>${lines.filter(line => line !== '').map(line => html`<li>${line}</li>`)}</ul>
  </details>`;
}

function doubtText(doubt: Doubt): string {
  const { count } = format();
  switch (doubt.id) {
    case 'few-rounds':
      return t('Only {0} rounds: treat as rough.', count(doubt.rounds));
    case 'not-shown':
      return t('The rounds vary too much to tell the two apart.');
    case 'varied':
      return t('{0} varied more than 10 % between rounds.', doubt.strategy);
    case 'interrupted':
      return t('Other programs interrupted the test {0} times a second.', count(doubt.perSecond));
    case 'cancelled':
      return t('The run was cancelled.');
    case 'not-verified':
      return t('{0} delivered other bytes than it was given.', doubt.strategy);
  }
}

/** The warnings about the figures: their number, and the list on a click. */
function warnings({ warnings: given, cancelled }: Report): TemplateResult | typeof nothing {
  const all = cancelled
    ? [
        { what: verbatim(t('The run was cancelled.')), remedy: verbatim(t('Run it again for the rest.')) },
        ...given,
      ]
    : given;
  if (all.length === 0) return nothing;
  return html`<details class="chip warnings">
    <summary>${icon('warning')}${t('Warnings: {0}', format().count(all.length))}</summary>
    <ul>
      ${all.map(({ what, remedy }) => html`<li><b>${textOf(what)}</b> <span class="remedy">${textOf(remedy)}</span></li>`)}
    </ul>
  </details>`;
}

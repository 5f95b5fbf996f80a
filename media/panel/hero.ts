import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Report } from '../../src/model/report';
import { callNameOf, runtimeNameOf } from '../../src/model/runtimeCalls';
import { type Answer, answerOf } from '../../src/report/answer';
import { confidenceOf } from '../../src/report/confidence';
import type { LensContext } from '../../src/ui/panelProtocol';
import { chips } from './chips';
import { icon } from './marks';
import { tiles } from './tiles';
import type { PanelAction } from './view';
import { cacheName, format, receiverWords, routeName } from './words';

export interface HeroState {
  context: LensContext | null;
  live: boolean;
  /** Whether the shown report was just measured and can be measured again. */
  again: boolean;
}

/** The answer at a glance: one line, how far to trust it, four figures. Null before anything was measured. */
export function hero(report: Report, { context, live, again }: HeroState, act: PanelAction): TemplateResult {
  const answer = answerOf(report);
  if (!answer) return html`${nothing}`;
  return html`<section class="hero" aria-labelledby="headline">
    <h2 id="headline">${headline(answer, report)}</h2>
    ${subline(answer, report)} ${chips(report, answer, live)} ${tiles(answer, report.language)}
    ${live ? nothing : buttons(report, answer, { context, again }, act)}
    <ul class="facts">${facts(answer, report).map(fact => html`<li>${fact}</li>`)}</ul>
  </section>`;
}

/** The next steps: the loop's fix, and more time if the rounds were too few for a verdict. */
function buttons(
  report: Report,
  answer: Answer,
  { context, again }: Pick<HeroState, 'context' | 'again'>,
  act: PanelAction,
): TemplateResult | typeof nothing {
  const fix = context?.code
    ? html`<vscode-button @click=${() => act.post({ kind: 'applyFix', file: context.file, line: context.line })}>${icon('lightbulb')}<span>${t('Apply Fix')}</span></vscode-button>`
    : nothing;
  const firm = report.scenario !== null || confidenceOf(report, answer).level === 'high';
  const longer =
    firm || !again
      ? nothing
      : html`<vscode-button secondary @click=${() => act.post({ kind: 'measureAll' })}>${icon('watch')}<span>${t('Measure Longer')}</span></vscode-button>`;
  return fix === nothing && longer === nothing ? nothing : html`<div class="buttons">${fix} ${longer}</div>`;
}

function headline({ kind, best, baseline, comparison }: Answer, { language }: Report): string {
  const { bytes, number } = format();
  const call = callNameOf(best.strategy, best.route, language);
  const loop = callNameOf(baseline.strategy, baseline.route);
  const chunk = bytes(baseline.chunkBytes);
  const less = lessText(comparison?.ratio ?? 1);
  const alike = best.chunkBytes === baseline.chunkBytes;
  const name = alike ? call : t('{0} at {1}', call, bytes(best.chunkBytes));
  switch (kind) {
    case 'saves':
      return t('{0}: {1} less CPU than {2} at {3}', name, less, loop, chunk);
    case 'unsure':
      return comparison?.verdict === 'too few rounds'
        ? t('Too few rounds to compare {0} with {1} at {2}', name, loop, chunk)
        : t('{0}: no measurable difference from {1} at {2}', name, loop, chunk);
    case 'keep':
      return t('No call was measurably cheaper than {0} at {1}', loop, chunk);
    case 'no-call':
      return t('No call in {0} copies less here', language ? runtimeNameOf(language) : '');
    case 'alone':
      return t('{0}: {1} ns of CPU per KiB', call, number(best.summary?.cpuNsPerKiB.median ?? 0));
  }
}

/** `71 %`: whole percents, for the headline is no place for more. */
const lessText = (ratio: number) => format().percent(Math.round((1 - ratio) * 100) / 100);

function subline(answer: Answer, { language, advice }: Report): TemplateResult | typeof nothing {
  const { kind, best, elsewhere } = answer;
  if (kind === 'no-call' && elsewhere)
    return html`<p class="subline">${t('The system call {0} used {1} less CPU, but {2} does not offer it.', callNameOf(elsewhere.strategy, best.route), lessText(elsewhere.ratio), language ? runtimeNameOf(language) : '')}</p>`;
  const ties = [...new Set((advice?.ties ?? []).map(({ strategy }) => strategy))].filter(
    strategy => strategy !== best.strategy && strategy !== answer.baseline.strategy,
  );
  if (kind !== 'saves' || ties.length === 0) return nothing;
  const names = ties.map(strategy => callNameOf(strategy, best.route, language)).join(', ');
  return html`<p class="subline">${t('Just as good: {0}', names)}</p>`;
}

/** The input and the conditions. */
function facts({ best }: Answer, { input, language }: Report): string[] {
  const { bytes } = format();
  const { route, receiver, cache, strategy } = best;
  const toOther = route === 'file-to-socket' || route === 'file-to-pipe';
  const call = callNameOf(strategy, route, language);
  const kernel = callNameOf(strategy, route);
  const part = best.inputBytes < input.bytes;
  return [
    routeName(route),
    part ? t('{0} of {1}', bytes(best.inputBytes), bytes(input.bytes)) : bytes(input.bytes),
    cacheName(cache),
    toOther ? t('receiver {0}', receiverWords()[receiver]) : '',
    call === kernel ? '' : t('measured as {0}', kernel),
  ].filter(fact => fact !== '');
}

import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Absence } from '../../src/model/availability';
import type { ReopenPlace, ShownProblem } from '../../src/ui/panelProtocol';
import { atlasTab } from './atlas/atlasTab';
import { bar } from './bar';
import { codeView } from './code';
import { comparisonView } from './comparison';
import { curvesView } from './curves/curvesView';
import { emptyView } from './empty';
import { hero } from './hero';
import { historyView } from './history';
import { icon } from './marks';
import { methodView } from './method';
import { pathView } from './path/pathView';
import { progressView } from './progress';
import { proofView } from './proof/proofView';
import { roundsView } from './rounds/roundsView';
import { scenarioResult, scenariosView } from './scenarios';
import type { Model } from './state';
import { reasonsView } from './table/reasons';
import { resultTable } from './table/table';
import { plain, textOf } from './text';
import { traceView } from './trace/traceView';
import type { PanelAction, Viewport } from './view';

/** The whole panel, rendered from its model and viewport. */
export function app(model: Model, viewport: Viewport, act: PanelAction): TemplateResult {
  const { init, running, problem } = model;
  return html`${bar(model, act)}
    <main>
      ${init?.absence ? absenceView(init.absence, init.reopen, act) : nothing}
      ${running ? progressView(running, act) : nothing}
      ${problem ? problemView(problem, () => act.dismissProblem()) : nothing}
      <div id="content" role="tabpanel" aria-labelledby="tab-${model.view.tab}">${content(model, viewport, act)}</div>
      <div class="sr-only" role="status" aria-live="polite">${spoken(model)}</div>
      ${model.notice ? keyed(model.notices, html`<p class="notice" aria-hidden="true">${icon('check')}${plain(model.notice)}</p>`) : nothing}
    </main>`;
}

function absenceView(
  { why, remedy }: Absence,
  places: readonly ReopenPlace[],
  act: PanelAction,
): TemplateResult {
  return html`<section class="warnings-box">
    <p>${icon('circle-slash')}<span><b>${t('Nothing can be measured here.')}</b> ${textOf(why)} <span class="remedy">${textOf(remedy)}</span></span></p>
    <div class="buttons">
      ${places.map(place => html`<vscode-button @click=${() => act.post({ kind: 'reopen', place })}>${icon('remote')}<span>${reopenText(place)}</span></vscode-button>`)}
      <vscode-button secondary @click=${() => act.post({ kind: 'showDoctor' })}>${icon('pulse')}<span>${t('What this system can do')}</span></vscode-button>
    </div>
  </section>`;
}

const reopenText = (place: ReopenPlace) => (place === 'wsl' ? t('Reopen in WSL') : t('Reopen in Container'));

function content(model: Model, viewport: Viewport, act: PanelAction): TemplateResult {
  if (model.view.tab === 'history')
    return model.comparison ? comparisonView(model.comparison, act) : historyView(model, act);
  if (model.view.tab === 'trace') return traceView(model, viewport.width, act);
  if (model.view.tab === 'proof') return proofView(model, viewport.width, act);
  if (model.view.tab === 'atlas') return atlasTab(model.view, act);
  if (model.view.tab === 'scenarios') return scenariosView(model, act);
  return model.report || model.running ? result(model, viewport, act) : emptyView(viewport.width);
}

/** The answer comes first, then paths, table and code. Everything else is folded. */
function result(model: Model, viewport: Viewport, act: PanelAction): TemplateResult {
  const { report, view, context, running } = model;
  const soon = html`<p class="nothing">${t('Figures appear here as soon as the first timed round is done.')}</p>`;
  if (!report) return soon;
  const measured = report.transfers.some(({ summary }) => summary !== null);
  const live = running !== null;

  // While rows are added frame by frame, nothing else is rendered again.
  const given = [
    report,
    view,
    context,
    model.origin,
    model.init,
    viewport.width,
    live,
    document.body.className,
  ];
  return html`${guard(
    given,
    () => html`${report.scenario ? scenarioResult(report.scenario) : nothing} ${hero(report, { context, live, again: model.init?.absence === null && model.origin?.kind === 'run' }, act)}
      ${live && !measured ? soon : nothing} ${pathView(report, view, { width: viewport.width, live }, act)} ${curvesView(report, view, viewport, act)}`,
  )}
    ${resultTable(report, view, { rows: viewport.rows, live }, act)}
    ${guard(
      given,
      () =>
        html`${codeView(report, context, view, act)} ${roundsView(report, viewport.width)} ${reasonsView(report)} ${methodView(report)}`,
    )}`;
}

/** What a screen reader announces: notices, and the run's progress in steps of a tenth. */
function spoken({ notice, running }: Model): string {
  if (!running) return plain(notice);
  if (running.bytesPlanned === 0) return t('Run under way');
  const tenth = Math.floor((10 * running.bytesDone) / running.bytesPlanned);
  return t('{0} % done', Math.min(100, tenth * 10));
}

/** What went wrong, why, and what to do; read out at once. */
export function problemView({ what, why, remedy }: ShownProblem, dismiss: () => void): TemplateResult {
  return html`<section class="problem" role="alert">
    ${icon('error')}
    <div><b>${textOf(what)}</b> <span>${textOf(why)}</span> <span class="remedy">${textOf(remedy)}</span></div>
    <button class="icon-button" aria-label=${t('Dismiss')} @click=${dismiss}>${icon('close')}</button>
  </section>`;
}

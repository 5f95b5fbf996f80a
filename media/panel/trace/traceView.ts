import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { message } from '../../../src/messages/message';
import type { BlindSpot, Trace } from '../../../src/model/trace';
import { blindSpot, estimated } from '../../../src/report/traceWords';
import { icon } from '../marks';
import { waitingView } from '../progress';
import type { Model } from '../state';
import { plain, textOf } from '../text';
import type { PanelAction } from '../view';
import { format } from '../words';
import { beforeAndAfter } from './beforeAfter';
import { flowDrawing } from './flowDrawing';
import { moveTable, relayTable } from './tables';

/** The view of traces: the last one, the one under way, or how to start one. */
export function traceView(model: Model, width: number, act: PanelAction): TemplateResult {
  const { trace, tracing } = model;
  return html`${tracing ? waitingView(tracing, t('Trace under way'), t('runs and is traced; the result comes when it ends'), t('Stop and Show'), act) : nothing}
    ${trace ? result(model, width, act) : tracing ? nothing : empty(act)}`;
}

function empty(act: PanelAction): TemplateResult {
  return html`<section class="empty">
    <h2>${t('Which lines of a program copy bytes?')}</h2>
    <p class="lead">
      ${t('A trace runs a program and finds its copy loops: bytes that it reads from one descriptor and writes unchanged to another, with the line that does it and the call that would save the copies.')}
    </p>
    ${starters(act)}
  </section>`;
}

function starters(act: PanelAction, again = false): TemplateResult {
  const button = (kind: 'traceAgain' | 'traceCommand' | 'traceProcess', name: string, text: string) =>
    html`<vscode-button ?secondary=${kind !== (again ? 'traceAgain' : 'traceCommand')} @click=${() => act.post({ kind })}>${icon(name)}<span>${text}</span></vscode-button>`;
  return html`<div class="starters">
    ${again ? button('traceAgain', 'debug-restart', t('Trace Again')) : nothing}
    ${button('traceCommand', 'terminal', t('Trace Command…'))} ${button('traceProcess', 'server-process', t('Trace Process…'))}
  </div>`;
}

function result({ trace, tracing, selectedRelay }: Model, width: number, act: PanelAction): TemplateResult {
  const { now, before } = trace!;
  const drawn = now.trace.relays.length + now.trace.kernelMoves.length > 0;
  return html`<section class="hero" aria-labelledby="trace-headline">
      <h2 id="trace-headline">${headline(now.trace)}</h2>
      <ul class="facts">${facts(now.title, now.trace).map(fact => html`<li>${fact}</li>`)}</ul>
      ${before ? beforeAndAfter(before, now.trace) : nothing} ${tracing ? nothing : starters(act, true)}
    </section>
    ${drawn ? flowDrawing(now.trace, width) : nothing} ${relayTable(now, selectedRelay, act)} ${moveTable(now.trace)}
    ${blindSpots(now.trace)}`;
}

function headline({ relays, kernelMoves }: Trace): string {
  const through = relays.reduce((sum, { bytes }) => sum + bytes, 0);
  if (through > 0) return t('{0} copied through user space', format().bytes(through));
  return kernelMoves.length > 0 ? t('No bytes were copied through user space') : t('No copy loop was found');
}

function facts(title: string, trace: Trace): string[] {
  const { nanoseconds, count, number } = format();
  const { exitCode, exitSignal, wallNs, calls, countedCalls, slowdown, estimate, lost, folded, sharedCpu } =
    trace;
  const ended = exitSignal
    ? t('ended by {0}', exitSignal)
    : exitCode === null
      ? t('still runs')
      : t('exit code {0}', exitCode);
  return [
    plain(title, 200),
    ended,
    nanoseconds(wallNs),
    t('traced calls: {0}', count(calls)),
    countedCalls > 0 ? t('of them counted inside the program: {0}', count(countedCalls)) : '',
    slowdown === null ? '' : t('about {0} of the untraced time', `${number(estimated(slowdown))}×`),
    sharedCpu === null ? '' : t('tracer and program shared CPU {0}', sharedCpu),
    estimate ? t('estimate from {0} windows', count(estimate.windows)) : '',
    t('lost events: {0}', count(lost)),
    folded > 0 ? t('small relays added up: {0}', count(folded)) : '',
  ].filter(fact => fact !== '');
}

function blindSpots({ blindSpots: spots }: Trace): TemplateResult | typeof nothing {
  if (spots.length === 0) return nothing;
  return html`<section aria-labelledby="blind-title">
    <h2 id="blind-title">${t('Not seen by this trace')}</h2>
    <ul class="blind-spots">${spots.map(spot => html`<li>${icon('eye-closed')}<span>${textOf(sentence(spot))}</span></li>`)}</ul>
  </section>`;
}

/** A process's name keeps its small letter at the start of a sentence. */
const sentence = (spot: BlindSpot) =>
  message(spot.process ? 'trace.blind.of-process' : 'unread.sentence', { why: blindSpot(spot) });

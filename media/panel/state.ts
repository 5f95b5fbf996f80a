import type { Message } from '../../src/model/message';
import type { ProfileEvent } from '../../src/model/profile';
import type { Report } from '../../src/model/report';
import { shownFirst } from '../../src/report/proofDrawing';
import type { HostMessage, LensContext, Origin, ShownProblem } from '../../src/ui/panelProtocol';
import { defaultView, type View } from './view';

type Init = Extract<HostMessage, { kind: 'init' }>;
export type TraceMessage = Extract<HostMessage, { kind: 'trace' }>;
export type ProofMessage = Extract<HostMessage, { kind: 'proof' }>;
export type ComparisonMessage = Extract<HostMessage, { kind: 'comparison' }>;

/** A run under way. */
export interface Running {
  title: string;
  label: Message | null;
  bytesDone: number;
  bytesPlanned: number;
  msLeft: number | null;
  cancelling: boolean;
}

/** A trace or a proof under way. */
export interface UnderWay {
  title: string;
  cancelling: boolean;
}

/** The panel's model. Messages create a new one; rendering only reads it. */
export interface Model {
  init: Init | null;
  report: Report | null;
  origin: Origin | null;
  context: LensContext | null;
  running: Running | null;
  tracing: UnderWay | null;
  proving: UnderWay | null;
  /** The last trace, and the one of the same target before it. */
  trace: TraceMessage | null;
  /** The last proof, and the one of the same server before it. */
  proof: ProofMessage | null;
  /** Index of the relay from which the panel was opened. */
  selectedRelay: number | null;
  problem: ShownProblem | null;
  comparison: ComparisonMessage | null;
  notice: string;
  /** Number of notices so far, so that a repeated text counts as a new notice. */
  notices: number;
  view: View;
}

export const emptyModel: Model = {
  init: null,
  report: null,
  origin: null,
  context: null,
  running: null,
  tracing: null,
  proving: null,
  trace: null,
  proof: null,
  selectedRelay: null,
  problem: null,
  comparison: null,
  notice: '',
  notices: 0,
  view: defaultView,
};

/** The model after a message of the host. Pure. */
export function reduce(model: Model, message: HostMessage): Model {
  switch (message.kind) {
    case 'init':
      return { ...model, init: message };
    case 'idle':
      return { ...model, report: null, origin: null, context: null, running: null };
    case 'running':
      return begin(model, message);
    case 'event':
      return follow(model, message.event);
    case 'report':
      return show(model, message);
    case 'error':
      return { ...model, problem: message.problem, running: null, tracing: null, proving: null };
    case 'tracing': {
      const tracing = { title: message.title, cancelling: false };
      return { ...model, tracing, problem: null, selectedRelay: null, view: { ...model.view, tab: 'trace' } };
    }
    case 'trace':
      return {
        ...model,
        trace: message,
        tracing: null,
        problem: null,
        view: { ...model.view, tab: 'trace' },
      };
    case 'proving': {
      const proving = { title: message.title, cancelling: false };
      return { ...model, proving, problem: null, view: { ...model.view, tab: 'proof' } };
    }
    case 'proof': {
      const view = { ...model.view, tab: 'proof' as const, proofStep: shownFirst };
      return { ...model, proof: message, proving: null, problem: null, view };
    }
    case 'selectRelay':
      return { ...model, selectedRelay: message.relay, view: { ...model.view, tab: 'trace' } };
    case 'history':
      return { ...model, init: model.init && { ...model.init, history: message.entries } };
    case 'scenarios':
      return { ...model, init: model.init && { ...model.init, scenarios: message.entries } };
    case 'choices':
      return { ...model, init: model.init && { ...model.init, choices: message.choices } };
    case 'comparison':
      return { ...model, comparison: message, view: { ...model.view, tab: 'history' } };
    case 'notice':
      return { ...model, notice: message.text, notices: model.notices + 1 };
    default:
      return model;
  }
}

function begin(model: Model, { title, context }: Extract<HostMessage, { kind: 'running' }>): Model {
  const running = { title, label: null, bytesDone: 0, bytesPlanned: 0, msLeft: null, cancelling: false };
  return {
    ...model,
    running,
    context,
    report: null,
    origin: { kind: 'run', name: title, historyId: null },
    problem: null,
    comparison: null,
    view: { ...model.view, tab: 'result', open: [], pair: null },
  };
}

function show(model: Model, { report, origin, context }: Extract<HostMessage, { kind: 'report' }>): Model {
  const live = model.running !== null;
  const view = live ? model.view : { ...model.view, tab: 'result' as const, open: [], pair: null };
  return { ...model, report, origin, context, running: null, problem: null, comparison: null, view };
}

function follow(model: Model, event: ProfileEvent): Model {
  switch (event.kind) {
    case 'started':
    case 'report':
      return { ...model, report: event.report };
    case 'progress': {
      const { kind: _, ...progress } = event;
      return { ...model, running: model.running && { ...model.running, ...progress } };
    }
    case 'round':
      return { ...model, report: model.report && withRun(model.report, event) };
  }
}

function withRun(report: Report, { index, run }: Extract<ProfileEvent, { kind: 'round' }>): Report {
  const transfers = report.transfers.map((transfer, at) =>
    at === index ? { ...transfer, runs: [...transfer.runs, run] } : transfer,
  );
  return { ...report, transfers };
}

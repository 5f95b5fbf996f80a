import type { AnyReport } from '../../report/anyReport';
import type { PostedMessage } from '../panelProtocol';

/**
 * The messages that make a freshly loaded panel show what it should, after one more message: the last view, and of a
 * run under way its newest report and the rounds since. Traces and proofs have views of their own and stay beside a run's.
 * Messages that change no view are left out.
 */
export function remember(shown: PostedMessage[], message: PostedMessage): PostedMessage[] {
  switch (message.kind) {
    case 'idle':
      return [];
    case 'running':
    case 'report':
      return [...shown.filter(({ kind }) => kind === 'trace' || kind === 'proof'), message];
    case 'tracing':
      return [...shown.filter(({ kind }) => kind !== 'tracing'), message];
    case 'trace':
      return [...shown.filter(({ kind }) => kind !== 'tracing' && kind !== 'trace'), message];
    case 'proving':
      return [...shown.filter(({ kind }) => kind !== 'proving'), message];
    case 'proof':
      return [...shown.filter(({ kind }) => kind !== 'proving' && kind !== 'proof'), message];
    case 'comparison':
      return [...shown.filter(earlier => earlier.kind !== 'comparison'), message];
    case 'error':
      return [...shown.filter(earlier => earlier.kind !== 'error'), message];
    case 'event':
      return [...shown.filter(earlier => !supersedes(message, earlier)), message];
    default:
      return shown;
  }
}

/** The report in view after a message: what an export gives. During a run it is the run's own, as far as it is. */
export function reportInView(report: AnyReport | null, message: PostedMessage): AnyReport | null {
  if (message.kind === 'report') return message.report;
  if (message.kind === 'running' || message.kind === 'idle') return null;
  if (message.kind !== 'event') return report;
  const { event } = message;
  return event.kind === 'started' || event.kind === 'report' ? event.report : report;
}

type EventMessage = Extract<PostedMessage, { kind: 'event' }>;

/** A newer report holds all events before it; progress replaces progress. */
function supersedes({ event }: EventMessage, earlier: PostedMessage): boolean {
  if (earlier.kind !== 'event') return false;
  if (event.kind === 'started' || event.kind === 'report') return true;
  return event.kind === 'progress' && earlier.event.kind === 'progress';
}

import { message } from '../messages/message';
import type { Message } from '../model/message';
import { Problem, type ProblemText } from '../model/problem';

export interface Death {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The last text that the worker wrote to stderr. */
  stderr: string;
}

const again = message('worker.again');
const againOrReport = message('worker.again-report');

/** Why a signal ends a process like this one, and what a person can do. */
const bySignal: Partial<Record<NodeJS.Signals, Omit<ProblemText, 'what'>>> = {
  SIGSEGV: { why: message('worker.segv'), remedy: againOrReport },
  SIGBUS: { why: message('worker.bus'), remedy: message('worker.bus.remedy') },
  SIGABRT: { why: message('worker.abort'), remedy: againOrReport },
  SIGSYS: { why: message('worker.sys'), remedy: message('worker.sys.remedy') },
  SIGKILL: { why: message('worker.kill'), remedy: message('worker.kill.remedy') },
  SIGTERM: { why: message('worker.term'), remedy: again },
};

/** The problem of a worker that ended while it had work. */
export function deathProblem(death: Death): Problem {
  return new Problem('job', { what: message('worker.died'), ...endingOf(death) });
}

/** Why a process of ours ended, and what to do. */
export function endingOf({ code, signal, stderr }: Death): { why: Message; remedy: Message } {
  const known = signal ? bySignal[signal] : undefined;
  const how = known?.why ?? exitOf(code, signal);
  const words = lastLine(stderr);
  return {
    why: words ? message('worker.died.why', { how, words }) : how,
    remedy: known?.remedy ?? again,
  };
}

const exitOf = (code: number | null, signal: NodeJS.Signals | null): Message =>
  signal ? message('worker.signal', { signal }) : message('worker.exit', { code: String(code) });

/** The problem of a worker that could not be started. */
export function startProblem(error: Error): Problem {
  return new Problem(
    'job',
    {
      what: message('worker.unstarted'),
      why: message('input.other', { error: error.message }),
      remedy: message('worker.unstarted.remedy'),
    },
    { cause: error },
  );
}

/** The problem of a worker that was started and never sent a message. */
export function silenceProblem(milliseconds: number): Problem {
  return new Problem('job', {
    what: message('worker.silent', { seconds: milliseconds / 1000 }),
    why: message('worker.silent.why'),
    remedy: message('worker.silent.remedy'),
  });
}

/** The last line that is not part of a stack trace. */
function lastLine(stderr: string): string {
  const lines = stderr.split('\n').map(line => line.trim());
  return (
    lines.findLast(line => line !== '' && !line.startsWith('at ') && !line.startsWith('Node.js v')) ?? ''
  );
}

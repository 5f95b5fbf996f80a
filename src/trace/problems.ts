// The problems of a trace that could not start.
import { message } from '../messages/message';
import type { Message } from '../model/message';
import { Problem } from '../model/problem';
import type { TracerFailure } from '../worker/tracerProtocol';
import { bpfAbsence } from './bpfAbsence';

/** What /proc tells about the process to be traced and about this system; null where it does not. */
export interface Circumstances {
  /** Real user id of the process, and ours. */
  owner: number | null;
  user: number | null;
  /** The process that traces it already, 0 for none. */
  tracer: number | null;
  /** Whether it is a kernel thread, which can't be traced. */
  isKernelThread: boolean;
  /** Whether it is a zombie: it has ended, and its parent did not collect its exit status yet. */
  hasEnded: boolean;
  /** /proc/sys/kernel/yama/ptrace_scope (Documentation/admin-guide/LSM/Yama.rst). */
  yama: number | null;
  /** Whether we are traced ourselves, so that our children are as well. */
  tracedOurselves: boolean;
}

const problem = (kind: 'input' | 'job', what: Message, why: Message, remedy: Message) =>
  new Problem(kind, { what, why, remedy });

const byExecError: Record<string, [why: Message, remedy: Message]> = {
  ENOENT: [message('trace.exec.gone'), message('trace.exec.gone.remedy')],
  EACCES: [message('trace.exec.denied'), message('trace.exec.denied.remedy')],
  ENOEXEC: [message('trace.exec.format'), message('trace.exec.format.remedy')],
  EISDIR: [message('trace.exec.folder'), message('trace.exec.folder.remedy')],
};

function execProblem({ about, error }: TracerFailure): Problem {
  const [why, remedy] = byExecError[error] ?? [
    message('trace.exec.refused', { error }),
    message('trace.exec.refused.remedy'),
  ];
  return problem('input', message('trace.unstarted', { about }), why, remedy);
}

const yamaRemedy: Record<number, Message> = {
  1: message('trace.yama.start'),
  2: message('trace.yama.allow'),
  3: message('trace.yama.boot'),
};

function refusedProblem(
  { about, pid, error }: TracerFailure,
  watching: boolean,
  facts: Circumstances,
): Problem {
  const what = watching
    ? message('trace.untraced-process', { pid: String(pid) })
    : message('trace.untraced', { about });
  if (error === 'ESRCH')
    return problem('input', what, message('trace.no-process'), message('trace.no-process.remedy'));
  if (watching && facts.hasEnded)
    return problem('input', what, message('trace.zombie'), message('trace.kernel-thread.remedy'));
  if (watching && facts.isKernelThread)
    return problem('input', what, message('trace.kernel-thread'), message('trace.kernel-thread.remedy'));
  if (watching && facts.tracer)
    return problem(
      'input',
      what,
      message('trace.traced-already', { tracer: String(facts.tracer) }),
      message('trace.traced-already.remedy'),
    );
  if (!watching && facts.tracedOurselves)
    return problem('job', what, message('trace.traced-ourselves'), message('trace.traced-ourselves.remedy'));
  const isOwn = facts.owner === null || facts.owner === facts.user;
  if (watching && !isOwn && facts.user !== 0)
    return problem(
      'input',
      what,
      message('trace.other-user', { owner: String(facts.owner), user: String(facts.user) }),
      message('trace.other-user.remedy'),
    );
  if (facts.yama !== null && facts.yama > (watching ? 0 : 1))
    return problem(
      'job',
      what,
      message('trace.yama', { scope: String(facts.yama) }),
      yamaRemedy[facts.yama] ?? message('trace.as-root'),
    );
  return problem('job', what, message('trace.refused', { error }), message('trace.refused.remedy'));
}

function filterProblem({ about, error }: TracerFailure): Problem {
  return problem(
    'job',
    message('trace.untraced', { about }),
    message('trace.filter', { error }),
    message('trace.filter.remedy'),
  );
}

function bpfProblem(failure: TracerFailure): Problem {
  const { why, remedy } = bpfAbsence(failure);
  return problem('job', message('trace.bpf'), why, message('trace.bpf.remedy', { remedy }));
}

/** The Problem behind a failed start; `watching` a process, or starting a command. */
export function startProblem(failure: TracerFailure, watching: boolean, facts: Circumstances): Problem {
  if (failure.about === 'bpf') return bpfProblem(failure);
  if (failure.call === 'execve') return execProblem(failure);
  if (failure.call === 'seccomp') return filterProblem(failure);
  if (failure.call === 'ptrace') return refusedProblem(failure, watching, facts);
  return problem(
    'job',
    message('trace.unstarted', { about: failure.about }),
    message('trace.call-failed', { call: failure.call, error: failure.error }),
    message('trace.limits.remedy'),
  );
}

// Why a trace could not begin, as a person reads it.
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
  /** A thread of the kernel, which nobody can trace. */
  isKernelThread: boolean;
  /** /proc/sys/kernel/yama/ptrace_scope (Documentation/admin-guide/LSM/Yama.rst). */
  yama: number | null;
  /** Whether we are traced ourselves, so that our children are as well. */
  tracedOurselves: boolean;
}

const problem = (kind: 'input' | 'job', what: string, why: string, remedy: string) =>
  new Problem(kind, { what, why, remedy });

const byExecError: Record<string, [why: string, remedy: string]> = {
  ENOENT: [
    'There is no such file, or no such command on PATH, or its interpreter is missing.',
    'Check the name. What a shell knows, such as an alias, runs with `sh -c`.',
  ],
  EACCES: [
    'It is not executable, or a folder on its path can not be entered.',
    'Make it executable (`chmod +x`), or start it by its interpreter.',
  ],
  ENOEXEC: [
    'The kernel does not know its format: a script without a `#!` line, or a program for another processor.',
    'Start it by its interpreter, such as `sh SCRIPT`.',
  ],
  EISDIR: ['It is a folder.', 'Name the program in it.'],
};

function execProblem({ about, error }: TracerFailure): Problem {
  const [why, remedy] = byExecError[error] ?? [
    `The kernel refused it: ${error}.`,
    'Check that the command runs without the trace.',
  ];
  return problem('input', `${about} can not be started.`, why, remedy);
}

const yamaRemedy: Record<number, string> = {
  1: 'Start the program by `iopath trace -- COMMAND`, or run as root, or allow it: `sudo sysctl kernel.yama.ptrace_scope=0`.',
  2: 'Run iopath as root, or allow it: `sudo sysctl kernel.yama.ptrace_scope=0`.',
  3: 'This setting lasts until the next boot: set kernel.yama.ptrace_scope to 0 in /etc/sysctl.d, then reboot.',
};

function refusedProblem(
  { about, pid, error }: TracerFailure,
  watching: boolean,
  facts: Circumstances,
): Problem {
  const what = watching ? `Process ${pid} can not be traced.` : `${about} can not be traced.`;
  if (error === 'ESRCH')
    return problem(
      'input',
      what,
      'There is no such process.',
      'Find its number, for example by `pgrep NAME`.',
    );
  if (watching && facts.isKernelThread)
    return problem('input', what, 'It is a thread of the kernel.', 'Name a process that runs a program.');
  if (watching && facts.tracer)
    return problem(
      'input',
      what,
      `It is traced already, by process ${facts.tracer}; a process has one tracer.`,
      'End that tracer or debugger first.',
    );
  if (!watching && facts.tracedOurselves)
    return problem(
      'job',
      what,
      'iopath runs under a tracer or debugger itself, which then traces its children; a process has one tracer.',
      'Run iopath outside of strace, gdb or the like.',
    );
  const isOwn = facts.owner === null || facts.owner === facts.user;
  if (watching && !isOwn && facts.user !== 0)
    return problem(
      'input',
      what,
      `It belongs to user ${facts.owner}, and this is user ${facts.user}.`,
      'Run iopath as that user, or as root.',
    );
  if (facts.yama !== null && facts.yama > (watching ? 0 : 1))
    return problem(
      'job',
      what,
      `This system restricts tracing: kernel.yama.ptrace_scope is ${facts.yama}.`,
      yamaRemedy[facts.yama] ?? 'Run iopath as root.',
    );
  return problem(
    'job',
    what,
    `The kernel refused ptrace: ${error}. A container or sandbox forbids it, or the process runs with more rights.`,
    'Allow ptrace: `docker run --cap-add=SYS_PTRACE`, or a seccomp profile that permits it.',
  );
}

function filterProblem({ about, error }: TracerFailure): Problem {
  return problem(
    'job',
    `${about} can not be traced.`,
    `The kernel refused a seccomp filter: ${error}. A container or sandbox forbids it, or the kernel was built without it.`,
    'Allow the calls seccomp and prctl in the sandbox. A process that runs can be watched: `iopath trace --pid N`.',
  );
}

function bpfProblem(failure: TracerFailure): Problem {
  const { why, remedy } = bpfAbsence(failure);
  return problem(
    'job',
    '--engine bpf can not be used.',
    why,
    `${remedy} Or use --engine ptrace, which needs no privilege.`,
  );
}

/** The Problem behind a failed start; `watching` a process, or starting a command. */
export function startProblem(failure: TracerFailure, watching: boolean, facts: Circumstances): Problem {
  if (failure.about === 'bpf') return bpfProblem(failure);
  if (failure.call === 'execve') return execProblem(failure);
  if (failure.call === 'seccomp') return filterProblem(failure);
  if (failure.call === 'ptrace') return refusedProblem(failure, watching, facts);
  return problem(
    'job',
    `${failure.about} can not be started.`,
    `${failure.call} failed: ${failure.error}.`,
    'Check the limits on processes and descriptors (`ulimit -u`, `ulimit -n`).',
  );
}

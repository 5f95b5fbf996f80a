import { Problem } from '../model/problem';

export interface Death {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** What the worker wrote to stderr last. */
  stderr: string;
}

const again = 'Nothing else was harmed: run it again, and the next run starts a new worker.';

/** Why a signal ends a process like this one, and what a person can do. */
const bySignal: Partial<Record<NodeJS.Signals, { why: string; remedy: string }>> = {
  SIGSEGV: {
    why: 'It was ended by SIGSEGV, an access to memory that is not its own.',
    remedy: `${again} If it happens again, report it with the strategy that was running.`,
  },
  SIGBUS: {
    why: 'It was ended by SIGBUS: a mapped file was cut short, or its disk could not be read.',
    remedy: `Let nothing change the file while it is profiled. ${again}`,
  },
  SIGABRT: {
    why: 'It was ended by SIGABRT, an abort inside Node or the native backend.',
    remedy: `${again} If it happens again, report it with the strategy that was running.`,
  },
  SIGSYS: {
    why: 'It was ended by SIGSYS: a sandbox (seccomp) kills processes for a system call that it forbids.',
    remedy: 'Run outside the sandbox, or with a profile that answers forbidden calls with an error instead.',
  },
  SIGKILL: {
    why: 'It was ended by SIGKILL: by another program, or by the kernel because memory ran out.',
    remedy: `See \`dmesg\` for "Out of memory" and free some. ${again}`,
  },
  SIGTERM: { why: 'It was ended by SIGTERM, so another program asked it to stop.', remedy: again },
};

/** What to tell of a worker that ended while it had work. */
export function deathProblem({ code, signal, stderr }: Death): Problem {
  const known = signal ? bySignal[signal] : undefined;
  const why = known?.why ?? (signal ? `It was ended by ${signal}.` : `It exited with code ${code}.`);
  const said = lastLine(stderr);
  return new Problem('job', {
    what: 'The worker process died during the run.',
    why: said ? `${why} Its last words: ${said}` : why,
    remedy: known?.remedy ?? again,
  });
}

/** What to tell of a worker that could not even be started. */
export function startProblem(error: Error): Problem {
  return new Problem(
    'job',
    {
      what: 'The worker process could not be started.',
      why: `${error.message}.`,
      remedy: 'Build it with `npm run build`, and see that processes can be started (`ulimit -u`).',
    },
    { cause: error },
  );
}

/** What to tell of a worker that was started and never said a word. */
export function silenceProblem(milliseconds: number): Problem {
  return new Problem('job', {
    what: `The worker process did not answer within ${milliseconds / 1000} seconds of its start.`,
    why: 'Node.js waits for ever where its threads can not be started: the limit on processes is met, or the machine is too busy.',
    remedy: 'Raise the limit (`ulimit -u`, pids.max of the container, TasksMax= of systemd), then run again.',
  });
}

/** The last line that is not part of a stack trace. */
function lastLine(stderr: string): string {
  const lines = stderr.split('\n').map(line => line.trim());
  return (
    lines.findLast(line => line !== '' && !line.startsWith('at ') && !line.startsWith('Node.js v')) ?? ''
  );
}

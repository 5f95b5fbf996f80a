import type { Absence, Reason } from '../model/availability';
import { Problem, type ProblemText } from '../model/problem';
import { words } from './wording';

/** What is left of an error of the backend once it came through the worker (WorkerError). */
export interface BackendError extends Error {
  code?: string | undefined;
  syscall?: string | undefined;
  path?: string | undefined;
  detail?: string | undefined;
  why?: string | undefined;
  remedy?: string | undefined;
  reason?: Reason | undefined;
}

export const isCancellation = (error: unknown) =>
  error instanceof Error && ((error as BackendError).code === 'ECANCELED' || error.name === 'AbortError');

/** An error by which the backend says that this job can't be had here at all: a row, not a failure. */
export function absenceIn(error: unknown): Absence | null {
  const { code, why, remedy, reason } = error as BackendError;
  const known = code === 'ENOTSUP' || code === 'ENOADDON';
  return known && why !== undefined && remedy !== undefined
    ? { why, remedy, ...(reason && { reason }) }
    : null;
}

const reasons: Record<string, { why: string; remedy: string }> = {
  ENOENT: {
    why: 'The file was gone when the run opened it.',
    remedy: 'Let nothing remove or rename the file while it is profiled.',
  },
  ENODATA: {
    why: 'The file became shorter during the run.',
    remedy: 'Let nothing write to the file while it is profiled, or profile a copy of it.',
  },
  EACCES: {
    why: 'Its permissions do not allow it.',
    remedy: 'Give yourself permission to read the input and, for a file sink, to write to its folder.',
  },
  EPERM: { why: 'This user may not do that.', remedy: 'See `iopath doctor` for what needs which right.' },
  ENOSPC: {
    why: "The output's filesystem is full; the output lies beside the input so that both are on one filesystem.",
    remedy: 'Free some space there, or profile a part with --length.',
  },
  EDQUOT: { why: 'Your disk quota is used up.', remedy: 'Free some space, or profile a part with --length.' },
  EFBIG: {
    why: 'This process may not write files that large (the limit of `ulimit -f`).',
    remedy: 'Raise the limit with `ulimit -f unlimited`, or profile a part with --length.',
  },
  EROFS: {
    why: "The output's filesystem is read-only; the output lies beside the input.",
    remedy: 'Copy the input to a filesystem you may write to, or choose the route file-to-socket.',
  },
  EIO: {
    why: 'The device reported an error.',
    remedy: 'Look at `dmesg` for the device, and copy the data off it.',
  },
  ENOMEM: { why: 'Not enough memory was to be had.', remedy: 'Free some memory, or choose a smaller chunk.' },
  EMFILE: { why: 'Too many files are open.', remedy: 'Raise the limit with `ulimit -n`.' },
  EAGAIN: {
    why: 'The limit on processes and threads is met.',
    remedy: 'Raise it (`ulimit -u`, pids.max of the container, TasksMax= of systemd), then run again.',
  },
  EPIPE: { why: 'The far end closed its side early.', remedy: 'Run again; report it if it stays.' },
  ETIMEDOUT: {
    why: 'The far end did not answer in time.',
    remedy: 'Run again when the machine is less busy.',
  },
};

/** A broken run as a person reads it: what broke with call and path, why, what to do. */
export function failureText(error: unknown, running: string): ProblemText {
  if (error instanceof Problem) {
    const what = error.what.charAt(0).toLowerCase() + error.what.slice(1);
    return { what: `${running}: ${what}`, why: error.why, remedy: error.remedy };
  }
  const { code, syscall, path, message, detail, why, remedy } = error as BackendError;
  const known = reasons[code ?? ''];
  const call = [syscall, code && `(${code})`].filter(Boolean).join(' ');
  const where = path ? ` on ${path}` : '';
  return {
    what: call ? `${running} failed in ${call}${where}.` : `${running} failed.`,
    why: why ?? known?.why ?? sentence(detail ?? message),
    remedy: remedy ?? known?.remedy ?? 'Run again; if it stays, report it with this message.',
  };
}

/** Whether the backend failed on a file it was to open, and not on the machine. */
export function isOfFile(error: unknown): boolean {
  const { syscall, path } = error as BackendError;
  return path !== undefined && (syscall === 'openat' || syscall === 'fstat' || syscall === 'stat');
}

/** An error of the worker before anything was measured, as a Problem; a defect of the product stays what it is. */
export function preparationProblem(error: unknown, preparing = 'Looking at the input'): unknown {
  const { code, syscall } = error as BackendError;
  if (isCancellation(error) || code === undefined || syscall === undefined) return error;
  return new Problem('job', failureText(error, preparing), { cause: error });
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Bytes that arrived other than they left: the loudest failure there is. */
export function mismatchText(running: string): ProblemText {
  return {
    what: `${running} delivered other bytes than the file holds.`,
    why: 'The hash at the receiver differs from the hash of the source: a byte was lost, doubled or changed.',
    remedy:
      'Let nothing write to the file during the run. If it stays, do not trust this row, and report it.',
  };
}

/** A file that shrank between two runs: the next one moves what is left, and its figures are of another input. */
export function changedText(running: string, moved: number, asked: number): ProblemText {
  return {
    what: `${running} moved ${words.bytes(moved)} of ${words.bytes(asked)}.`,
    why: 'The file became shorter since the run was planned.',
    remedy: 'Let nothing write to the file while it is profiled, or profile a copy of it.',
  };
}

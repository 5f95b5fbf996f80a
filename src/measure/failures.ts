import { message } from '../messages/message';
import type { Absence, Reason } from '../model/availability';
import { type Message, verbatim } from '../model/message';
import { Problem, type ProblemText } from '../model/problem';

/** An error of the backend as it arrives from the worker (WorkerError). */
export interface BackendError extends Error {
  code?: string | undefined;
  syscall?: string | undefined;
  path?: string | undefined;
  detail?: string | undefined;
  why?: Message | undefined;
  remedy?: Message | undefined;
  reason?: Reason | undefined;
}

export const isCancellation = (error: unknown) =>
  error instanceof Error && ((error as BackendError).code === 'ECANCELED' || error.name === 'AbortError');

/** Whether the backend reports that this job can't run here at all, which is a row and not a failure. */
export function absenceIn(error: unknown): Absence | null {
  const { code, why, remedy, reason } = error as BackendError;
  const known = code === 'ENOTSUP' || code === 'ENOADDON';
  return known && why !== undefined && remedy !== undefined
    ? { why, remedy, ...(reason && { reason }) }
    : null;
}

/** What an errno means for a run. */
const reasons: Record<string, Omit<ProblemText, 'what'>> = {
  ENOENT: { why: message('run.gone'), remedy: message('run.gone.remedy') },
  ENODATA: { why: message('run.shorter'), remedy: message('run.shorter.remedy') },
  EACCES: { why: message('run.denied'), remedy: message('run.denied.remedy') },
  EPERM: { why: message('run.forbidden'), remedy: message('run.forbidden.remedy') },
  ENOSPC: { why: message('run.full'), remedy: message('run.full.remedy') },
  EDQUOT: { why: message('run.quota'), remedy: message('run.quota.remedy') },
  EFBIG: { why: message('run.too-large'), remedy: message('run.too-large.remedy') },
  EROFS: { why: message('run.read-only'), remedy: message('run.read-only.remedy') },
  EIO: { why: message('run.device'), remedy: message('run.device.remedy') },
  ENOMEM: { why: message('run.memory'), remedy: message('run.memory.remedy') },
  EMFILE: { why: message('run.descriptors'), remedy: message('run.descriptors.remedy') },
  EAGAIN: { why: message('run.threads'), remedy: message('run.threads.remedy') },
  EPIPE: { why: message('run.closed'), remedy: message('run.closed.remedy') },
  ETIMEDOUT: { why: message('run.late'), remedy: message('run.late.remedy') },
};

/** The problem of a failed run: what failed with call and path, why, what to do. */
export function failureText(error: unknown, running: Message): ProblemText {
  if (error instanceof Problem) {
    const { what, why, remedy } = error;
    return { what: message('run.problem', { running, what }), why, remedy };
  }
  const { code, message: text, detail, why, remedy } = error as BackendError;
  const known = reasons[code ?? ''];
  return {
    what: failedIn(error as BackendError, running),
    why: why ?? known?.why ?? verbatim(sentence(detail ?? text)),
    remedy: remedy ?? known?.remedy ?? message('run.remedy'),
  };
}

function failedIn({ code, syscall, path }: BackendError, running: Message): Message {
  const call = [syscall, code && `(${code})`].filter(Boolean).join(' ');
  if (!call) return message('run.failed', { running });
  return path
    ? message('run.failed-path', { running, call, path })
    : message('run.failed-call', { running, call });
}

/** Whether the backend failed to open a file, and not because of the machine. */
export function isOfFile(error: unknown): boolean {
  const { syscall, path } = error as BackendError;
  return path !== undefined && (syscall === 'openat' || syscall === 'fstat' || syscall === 'stat');
}

/** An error of the worker before anything was measured, as a Problem; a defect of the product stays what it is. */
export function preparationProblem(error: unknown, preparing = message('run.preparing')): unknown {
  const { code, syscall } = error as BackendError;
  if (isCancellation(error) || code === undefined || syscall === undefined) return error;
  return new Problem('job', failureText(error, preparing), { cause: error });
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** The problem of received bytes that differ from the sent ones. */
export function mismatchText(running: Message): ProblemText {
  return {
    what: message('run.other-bytes', { running }),
    why: message('run.other-bytes.why'),
    remedy: message('run.other-bytes.remedy'),
  };
}

/** A file that shrank between two runs: the next one moves what is left, and its figures are of another input. */
export function changedText(running: Message, moved: number, asked: number): ProblemText {
  return {
    what: message('run.fewer-bytes', { running, moved, asked }),
    why: message('run.fewer-bytes.why'),
    remedy: message('run.shorter.remedy'),
  };
}

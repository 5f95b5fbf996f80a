import { readFileSync } from 'node:fs';
import type { Trace } from '../model/trace';
import { conclude } from '../trace/conclude';
import { type Circumstances, startProblem } from '../trace/problems';
import { runTracer, type TracerJob, type TracerOptions } from '../worker/tracer';
import { locateSites } from './traceLocations';

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function field(status: string | null, name: string): number | null {
  const found = new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status ?? '')?.[1];
  return found === undefined ? null : Number(found);
}

/** Facts from /proc about a process that could not be traced; null for a command. */
export function circumstancesOf(pid: number | null): Circumstances {
  const status = pid === null ? null : read(`/proc/${pid}/status`);
  const yama = read('/proc/sys/kernel/yama/ptrace_scope');
  const hasEnded = /^State:\s*Z/m.test(status ?? '');
  return {
    owner: field(status, 'Uid'),
    user: process.getuid?.() ?? null,
    tracer: field(status, 'TracerPid'),
    hasEnded,
    // 1 for a thread of the kernel, since Linux 6.10; before, it has no memory of its own and so no VmSize.
    isKernelThread:
      field(status, 'Kthread') === 1 || (status !== null && !hasEnded && field(status, 'VmSize') === null),
    yama: yama === null ? null : Number(yama),
    tracedOurselves: (field(read('/proc/self/status'), 'TracerPid') ?? 0) > 0,
  };
}

/** Traces a program to its end and concludes. Throws a Problem where it can't be started or traced. */
export async function traceProgram(job: TracerJob, options: TracerOptions): Promise<Trace> {
  const outcome = await runTracer(job, options);
  if ('failure' in outcome) throw startProblem(outcome.failure, job.pid !== null, circumstancesOf(job.pid));
  const { result } = outcome;
  return conclude({ command: job.command, pid: job.pid }, result, await locateSites(result));
}

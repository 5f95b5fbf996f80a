import type { Trace } from '../model/trace';
import { conclude } from '../trace/conclude';
import { startProblem } from '../trace/problems';
import { runTracer, type TracerJob, type TracerOptions } from '../worker/tracer';
import { circumstancesOf } from './traceCircumstances';
import { locateSites } from './traceLocations';

/** Traces a program to its end and concludes. Throws a Problem where it can't be started or traced. */
export async function traceProgram(job: TracerJob, options: TracerOptions): Promise<Trace> {
  const outcome = await runTracer(job, options);
  if ('failure' in outcome) throw startProblem(outcome.failure, job.pid !== null, circumstancesOf(job.pid));
  const { result } = outcome;
  return conclude({ command: job.command, pid: job.pid }, result, await locateSites(result));
}

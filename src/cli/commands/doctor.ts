import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { preparationProblem } from '../../measure/failures';
import { describeMachine } from '../../measure/machine';
import { message } from '../../messages/message';
import type { Message } from '../../model/message';
import type { Probe } from '../../model/probe';
import { Problem } from '../../model/problem';
import { doctorBlocks } from '../../report/doctor';
import { renderTerminal } from '../../report/terminal';
import { bpfAbsence } from '../../trace/bpfAbsence';
import { createClient } from '../../worker/client';
import { runTracer, type TracerJob } from '../../worker/tracer';
import { type Command, type ExitCode, parse, type Surroundings } from '../command';

const help = `Usage: iopath doctor [FOLDER] [--json]

Tries each strategy on each route, and each source of evidence, on FOLDER's filesystem (default: here). Says what
works, and of what does not why, and what would mend it.

Exit: 0 done, also where something is missing; 2 bad arguments; 3 the trial itself failed.
`;

async function run(args: string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = parse('doctor', args, { json: { type: 'boolean' } });
  const folder = resolve(positionals[0] ?? '.');
  await demandFolder(folder);
  const probe = await tryOut(folder, surroundings.signal);
  const machine = describeMachine(probe);
  const noBpf = await bpfMissing();
  if (values.json) {
    const { strategies, evidence } = probe;
    surroundings.out(
      `${JSON.stringify({ schema: 'iopath-doctor/2', folder, machine, strategies, evidence, noBpf }, null, 2)}\n`,
    );
  } else {
    const blocks = doctorBlocks({
      probe,
      machine,
      folder,
      cores: availableParallelism(),
      noBpf,
      texts: surroundings.texts,
    });
    surroundings.out(
      renderTerminal(blocks, { width: surroundings.width, color: surroundings.outIsTerminal }),
    );
  }
  return 0;
}

const nothing: TracerJob = {
  ...{ command: ['true'], pid: null, seconds: 1, minBytes: 0 },
  ...{ engine: 'bpf', pin: false, hooks: false, stdin: 'ignore', stdout: 2 },
};

/**
 * Why the engine bpf of a trace does not run here, found by a trace of a program that does nothing; null where it runs,
 * undefined where nothing can be traced at all.
 */
async function bpfMissing(): Promise<{ why: Message; remedy: Message } | null | undefined> {
  const outcome = await runTracer(nothing).catch(() => undefined);
  if (!outcome || 'result' in outcome) return outcome && null;
  return outcome.failure.about === 'bpf' ? bpfAbsence(outcome.failure) : undefined;
}

async function tryOut(folder: string, signal: AbortSignal): Promise<Probe> {
  const client = createClient();
  try {
    return await client.probe(folder, { signal });
  } catch (error) {
    throw preparationProblem(error, message('run.trying'));
  } finally {
    client.dispose();
  }
}

async function demandFolder(folder: string): Promise<void> {
  const stats = await stat(folder).catch(() => null);
  if (stats?.isDirectory()) return;
  throw new Problem('input', {
    what: message('doctor.untried', { folder }),
    why: stats ? message('cli.no-folder') : message('cli.folder-gone'),
    remedy: message('doctor.untried.remedy'),
  });
}

export const doctor: Command = {
  name: 'doctor',
  summary: 'what can be measured here, and what would make the rest possible',
  help,
  run,
};

// Starts the tracer's process, reads its output and ends it.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import * as v from 'valibot';
import { message } from '../messages/message';
import type { Message } from '../model/message';
import { Problem } from '../model/problem';
import { addonAbsence } from './absence';
import { nativeFile } from './nativeFile';
import { type TracerFailure, type TracerLine, type TracerResult, tracerLineSchema } from './tracerProtocol';

export interface TracerJob {
  /** The program and its arguments, or null to watch `pid`. */
  command: string[] | null;
  pid: number | null;
  /** How calls are seen; `auto`, for a process that runs, takes bpf where the kernel permits it. */
  engine: 'auto' | 'ptrace' | 'bpf';
  /** Seconds a running process is watched. */
  seconds: number;
  /** Calls that ask for fewer bytes run untraced; 0 traces all. */
  minBytes: number;
  /** Whether threads may be moved to the tracer's CPU. */
  pin: boolean;
  /** Whether copy loops of a started program may be counted inside it, without a stop at each call. */
  hooks: boolean;
  /** Descriptor for the program's standard output. */
  stdout: number;
  /** `ignore` gives the program an empty standard input; by default it has ours. */
  stdin?: 'inherit' | 'ignore';
  /** Working folder of the program; by default ours. */
  cwd?: string;
}

export interface TracerOptions {
  /** Ends the trace: the program is asked to end, or the watched process is left. */
  signal?: AbortSignal;
  /** The program ended while `remaining` processes that it started still run. */
  onEnded?: (remaining: number) => void;
  /** Path of the tracer; by default beside the running bundle. */
  path?: string;
}

export type TracerOutcome = { result: TracerResult } | { failure: TracerFailure };

function argumentsOf({ command, pid, engine, seconds, minBytes, pin, hooks }: TracerJob): string[] {
  const without = [...(pin ? [] : ['--no-pin']), ...(hooks ? [] : ['--no-hooks'])];
  const common = [...without, '--engine', engine, '--min-bytes', String(minBytes)];
  if (command === null) return [...common, '--pid', String(pid), '--seconds', String(seconds)];
  return [...common, '--', ...command];
}

/** Runs the tracer to its end. Throws a Problem where there is no tracer here, or where it broke. */
export async function runTracer(job: TracerJob, options: TracerOptions = {}): Promise<TracerOutcome> {
  const path = options.path ?? nativeFile('iopath-trace');
  if (process.platform !== 'linux' || !existsSync(path)) throw missing(path);
  const child = spawn(path, argumentsOf(job), {
    stdio: [job.stdin ?? 'inherit', job.stdout, 'inherit', 'pipe'],
    ...(job.cwd === undefined ? {} : { cwd: job.cwd }),
    env: ownEnvironment(),
  });
  const stop = () => child.kill('SIGTERM');
  options.signal?.addEventListener('abort', stop, { once: true });
  const lines: TracerLine[] = [];
  try {
    const ended = new Promise<string | Message>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) =>
        resolve(signal ?? message('prove.exit-code', { code: String(code) })),
      );
    });
    // Rejected before it is awaited where the program cannot be started.
    ended.catch(() => {});
    await readLines(child.stdio[3] as Readable, line => {
      lines.push(line);
      if (line.event === 'ended') options.onEnded?.(line.remaining);
    });
    const how = await ended;
    return outcomeOf(lines, how, job);
  } finally {
    options.signal?.removeEventListener('abort', stop);
  }
}

/** Without what an editor started us with: the program would take itself for a part of the editor. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { IOPATH_OF_EDITOR: ofEditor, ...own } = process.env;
  if (ofEditor) delete own.ELECTRON_RUN_AS_NODE;
  return own;
}

async function readLines(stream: Readable, onLine: (line: TracerLine) => void): Promise<void> {
  let rest = '';
  for await (const part of stream.setEncoding('utf8')) {
    const pieces = (rest + part).split('\n');
    rest = pieces.pop() ?? '';
    for (const piece of pieces) {
      const parsed = v.safeParse(tracerLineSchema, JSON.parse(piece));
      if (parsed.success) onLine(parsed.output);
      else throw unfit(parsed.issues[0]);
    }
  }
}

/** What a tracer that died leaves behind: the kernel kills only what engine ptrace started (PTRACE_O_EXITKILL). */
function remainder({ pid, engine }: TracerJob): Message {
  if (pid !== null) return message('trace.died.watched');
  return message(engine === 'bpf' ? 'trace.died.bpf' : 'trace.died.ptrace');
}

function outcomeOf(lines: readonly TracerLine[], how: string | Message, job: TracerJob): TracerOutcome {
  const last = lines.at(-1);
  if (last?.event === 'result') return { result: last };
  if (last?.event === 'failure') return { failure: last };
  throw new Problem('job', {
    what: message('trace.died'),
    why: message('trace.died.why', { how, remainder: remainder(job) }),
    remedy: message('trace.died.remedy'),
  });
}

function missing(path: string): Problem {
  const absence = addonAbsence(process.platform, new Error(`ENOENT: ${path}`));
  return new Problem('job', { what: message('trace.missing'), ...absence });
}

const unfit = (issue: v.BaseIssue<unknown>) =>
  new Problem('job', {
    what: message('trace.unfit'),
    why: message('trace.unfit.why', { place: v.getDotPath(issue) ?? 'line', issue: issue.message }),
    remedy: message('trace.unfit.remedy'),
  });

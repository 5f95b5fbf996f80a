import { gzipSync } from 'node:zlib';
import { traceFigures } from '../../agents/sentFigures';
import { message } from '../../messages/message';
import { Problem } from '../../model/problem';
import type { Trace } from '../../model/trace';
import { traceChrome } from '../../report/chromeTrace';
import { tracePprof } from '../../report/pprof';
import { renderTerminal } from '../../report/terminal';
import { traceBlocks } from '../../report/trace';
import type { TracerJob } from '../../worker/tracer';
import {
  type Command,
  choiceOption,
  countOption,
  type ExitCode,
  parse,
  type Surroundings,
  sizeOption,
} from '../command';
import { otlpAddress, otlpHelp, sendFigures } from '../otlp/option';
import { OutputFile } from '../outputFile';
import { traceProgram } from '../traceProgram';

const help = `Usage: iopath trace [options] -- COMMAND…
       iopath trace [options] --pid N

Runs a program, or watches one that runs, and finds its copy loops: bytes that it reads from one descriptor and
writes unchanged to another, and what the kernel could have done instead. Needs no privilege for your own programs.

  --engine E      ptrace: the program stops at its I/O calls; bpf: the kernel records them as they return,
                  without a stop, and needs root or CAP_BPF and CAP_PERFMON; auto (default): ptrace for a command,
                  bpf for a running process where it is permitted. Where calls come faster than bpf's records are
                  read, the trace misses copies from one buffer to another, then whole calls; the result counts both
  --min-bytes N   trace only calls that ask for N bytes or more, such as 4k; all others run at full speed
  --pid N         watch a running process, which is left running: by bpf all of its calls, but not its children's;
                  by ptrace a quarter of each second, and the figures are an estimate
  --seconds N     how long a process is watched (default 10)
  --no-pin        leave threads on their CPUs; by default those that do much I/O share one CPU with the tracer
                  where that makes stops cheaper
  --no-hooks      stop at each call of a started program; by default a copy loop that goes on is counted inside the
                  program, by code that engine ptrace puts into its memory (x86-64), and a part of its calls stops
  --output FILE   the result to FILE; the program then keeps its standard output
  --pprof FILE    the relays as a profile for pprof: bytes, calls and copied bytes by line
  --chrome FILE   the relays as trace events for Perfetto (ui.perfetto.dev) and chrome://tracing
  --json          the result as JSON
  ${otlpHelp}
  --verbose       stack traces with problems

Standard output carries the result. Where it is no terminal, the program's own output goes to standard error, unless
--output is given. Ctrl-C ends the program as if it ran alone, and the result still comes out.

Lines of C, C++, Rust and Go come from debug information. Interpreters of Python and Node tell theirs: a started
program has PYTHONPATH and NODE_OPTIONS set for that, before its own values.
With engine ptrace, a Java virtual machine (HotSpot) is asked for thread dumps, which starts its attach listener; its
files in /tmp are removed afterwards.

Where iopath-trace is killed, a program that it started with engine ptrace is killed with it; with engine bpf the program
runs on untraced. A watched process always runs on.
The trace lasts until all processes that the program started are gone; Ctrl-C then ends those that it left running.

Exit: 0 done, whatever the program's own exit code, which stands in the result; 2 bad arguments or a command that can
not be started; 3 the trace failed.

Examples
  iopath trace -- sh -c 'cat big.iso | gzip > big.gz'
  iopath trace --min-bytes 4k --json -- node server.js
  iopath trace --pid 4711 --seconds 30
  iopath trace --pprof copies.pb.gz -- ./server; go tool pprof -top copies.pb.gz
`;

const options = {
  engine: { type: 'string', default: 'auto' },
  'min-bytes': { type: 'string' },
  pid: { type: 'string' },
  seconds: { type: 'string' },
  'no-pin': { type: 'boolean' },
  'no-hooks': { type: 'boolean' },
  output: { type: 'string' },
  pprof: { type: 'string' },
  chrome: { type: 'string' },
  otlp: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** Watched at most: a day. */
const mostSeconds = 86_400;

async function run(args: string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = parse('trace', args, options);
  const asked = choiceOption('engine', values.engine, ['auto', 'ptrace', 'bpf']);
  const target = targetOf(values.pid, positionals);
  const outputAt = async (option: 'output' | 'pprof' | 'chrome') => {
    const path = values[option];
    return path === undefined ? null : OutputFile.at(`--${option}`, path);
  };
  const [file, pprof, chrome] = [await outputAt('output'), await outputAt('pprof'), await outputAt('chrome')];
  const collector = otlpAddress(values.otlp);
  const job: TracerJob = {
    ...target,
    // ptrace needs no privilege and loses no call; bpf does not slow down a process that is already at work.
    engine: asked === 'auto' && target.pid === null ? 'ptrace' : asked,
    seconds: Math.min(mostSeconds, countOption('seconds', values.seconds ?? '10', 1)),
    minBytes: values['min-bytes'] === undefined ? 0 : sizeOption('min-bytes', values['min-bytes']),
    pin: !values['no-pin'],
    hooks: !values['no-hooks'],
    stdout: file || surroundings.outIsTerminal ? 1 : 2,
  };
  const trace = await traced(job, surroundings).catch(async error => {
    if (file && values.json && error instanceof Problem) await file.write(problemText(error));
    throw error;
  });
  const text = values.json
    ? `${JSON.stringify(trace, null, 2)}\n`
    : renderTerminal(traceBlocks(trace, surroundings.texts), {
        width: surroundings.width,
        color: !file && surroundings.outIsTerminal,
      });
  await pprof?.write(gzipSync(tracePprof(trace)));
  await chrome?.write(traceChrome(trace));
  if (file) await file.write(text);
  else surroundings.out(text);
  await sendFigures(collector, () => traceFigures(trace));
  return 0;
}

const traced = (job: TracerJob, { signal, err, texts }: Surroundings): Promise<Trace> =>
  traceProgram(job, {
    signal,
    onEnded: remaining =>
      err(`${texts.say(message('trace.left-running', { remaining }))}
`),
  });

/** A problem for the tool that reads the file. */
const problemText = ({ what, why, remedy }: Problem) =>
  `${JSON.stringify({ problem: { what, why, remedy } })}\n`;

function targetOf(
  pid: string | undefined,
  command: string[],
): { command: string[] | null; pid: number | null } {
  if (pid === undefined && command.length > 0) return { command, pid: null };
  if (pid !== undefined && command.length === 0) return { command: null, pid: countOption('pid', pid, 1) };
  throw new Problem('input', {
    what: pid === undefined ? message('trace.nothing') : message('trace.both'),
    why: message('trace.nothing.why'),
    remedy: message('trace.nothing.remedy'),
  });
}

export const trace: Command = {
  name: 'trace',
  summary: 'find the copy loops of a program that runs, and what would save their copies',
  help,
  outlastsSignals: true,
  run,
};

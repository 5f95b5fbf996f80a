// Run by session.bench.mjs and budget.bench.mjs: `SESSION INPUT events none|chunk`, `SESSION INPUT cancel STAGE`,
// `SESSION - open REPORT` or `SESSION INPUT timed BUDGET_MS ROUNDS|-`; its output is JSON.
import childProcess, { type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defaultRequest } from '../../src/measure/request';
import type { ProfileRequest } from '../../src/model/profile';
import type { Report } from '../../src/model/report';
import { type CallOptions, SessionClient } from '../../src/session/client';
import type { SessionEvent } from '../../src/session/protocol';
import { checkPacked } from '../../src/session/reportCheck';
import { checkInThread } from '../../src/ui/reports/threadCheck';

const [path = '', input = '', what = '', how = '', rounds = '-'] = process.argv.slice(2);
const client = new SessionClient({ path });

function run(sweep: 'chunk' | null, options: CallOptions, change: Partial<ProfileRequest> = {}) {
  const request = { ...defaultRequest, paths: [input], budgetMs: 10_000, sweep, ...change };
  return client.run({ request, language: undefined, generated: null }, options);
}

interface Turn {
  wallMs: number;
  /** Of the whole process; a busy machine lengthens the wall time alone. */
  cpuMs: number;
}

/** Measures each turn in which the channel brought something: reading, decoding and what is done with it. */
function watch(turns: Turn[]): void {
  const { fork } = childProcess;
  childProcess.fork = ((...args: Parameters<typeof fork>) => {
    const child = fork(...args);
    const pipe = handleOf(child);
    const read = pipe.onread;
    pipe.onread = function (this: unknown, ...given: unknown[]) {
      const start = performance.now();
      const before = process.cpuUsage();
      // After this turn's ticks, in which the messages are sent.
      setImmediate(() => {
        const { user, system } = process.cpuUsage(before);
        turns.push({ wallMs: performance.now() - start, cpuMs: (user + system) / 1000 });
      });
      return read.apply(this, given);
    };
    return child;
  }) as typeof fork;
}

/** Node keeps the pipe behind a channel under a symbol of its own (18 to 24). */
function handleOf(child: ChildProcess): { onread(...args: unknown[]): unknown } {
  const symbol = Object.getOwnPropertySymbols(child).find(
    ({ description }) => description === 'kChannelHandle',
  );
  const handle = symbol && (child as unknown as Record<symbol, unknown>)[symbol];
  if (!handle) throw new Error('This version of Node keeps the channel elsewhere');
  return handle as { onread(...args: unknown[]): unknown };
}

const reportOf = (event: SessionEvent) => ('report' in event ? event.report : null);

/** What the editor does with a message to a webview: JSON of all but its buffers, and a copy of those. */
function post(event: SessionEvent): number {
  const report = reportOf(event);
  const text = JSON.stringify(event, (_, value) => (value instanceof Uint8Array ? null : value));
  return text.length + (report ? new Uint8Array(report).length : 0);
}

const spread = (values: number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
};

async function events() {
  const reports: Uint8Array[] = [];
  const turns: Turn[] = [];
  let heard = 0;
  watch(turns);
  await run(how === 'chunk' ? 'chunk' : null, {
    onEvent: event => {
      heard += 1;
      post(event);
      const report = reportOf(event);
      if (report) reports.push(report);
    },
  });
  const parsed = reports.map(report => {
    const start = performance.now();
    JSON.parse(new TextDecoder().decode(report));
    return performance.now() - start;
  });
  return {
    events: heard,
    largestReport: Math.max(...reports.map(({ length }) => length)),
    wall: spread(turns.map(({ wallMs }) => wallMs)),
    cpu: spread(turns.map(({ cpuMs }) => cpuMs)),
    parsed: spread(parsed),
  };
}

async function cancel() {
  const controller = new AbortController();
  let from = 0;
  const stop = () => {
    if (from > 0) return;
    from = performance.now();
    controller.abort();
  };
  await run(null, {
    signal: controller.signal,
    onBegun: () => how === 'begun' && stop(),
    onEvent: event => event.kind === how && stop(),
  }).catch(() => {});
  return { took: from > 0 ? performance.now() - from : null };
}

const parsed = (report: Uint8Array): Report => JSON.parse(new TextDecoder().decode(report));

const hasFigures = (event: SessionEvent) => {
  const report = reportOf(event);
  return report !== null && parsed(report).transfers.some(({ summary }) => summary !== null);
};

/**
 * One run within a time, or of so many rounds: milliseconds from the request, the start of the session's process
 * included, until the first run, the first figures and the end. `estimates` are the time announced as left, and the time that was.
 */
async function timed() {
  const from = performance.now();
  const since = () => performance.now() - from;
  const announced: { at: number; left: number }[] = [];
  let firstFigures: number | null = null;
  let planned: number | null = null;
  const change = { budgetMs: Number(how), rounds: rounds === '-' ? null : Number(rounds) };
  const { report } = await run(
    null,
    {
      onEvent: event => {
        if (event.kind === 'started') planned = since();
        if (firstFigures === null && hasFigures(event)) firstFigures = since();
        if (event.kind === 'progress' && event.msLeft !== null)
          announced.push({ at: since(), left: event.msLeft });
      },
    },
    change,
  );
  const took = since();
  const { advice, transfers } = parsed(report);
  return {
    took,
    planned,
    firstFigures,
    estimates: announced.map(({ at, left }) => ({ announced: left, true: took - at })),
    advice: advice?.strategy ?? null,
    rows: transfers.filter(({ summary }) => summary !== null).length,
  };
}

/** CPU time of this process's first thread so far, milliseconds (proc_pid_schedstat: nanoseconds on a CPU). */
const ownCpuMs = () =>
  Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;

async function cpuOf(work: () => unknown): Promise<number> {
  const before = ownCpuMs();
  await work();
  return ownCpuMs() - before;
}

/** CPU time that opening a report's file, `how`, takes of the host's thread, against a check on the spot. */
async function open() {
  const data = readFileSync(how);
  const thread = join(dirname(path), 'reportThread.js');
  const here: number[] = [];
  const away: number[] = [];
  for (let round = 0; round < 15; round += 1) {
    here.push(await cpuOf(() => checkPacked(data)));
    away.push(await cpuOf(() => checkInThread(data, thread)));
  }
  return { bytes: data.length, here: spread(here), away: spread(away) };
}

async function main() {
  const result = await { events, cancel, open, timed }[what as 'events' | 'cancel' | 'open' | 'timed']();
  client.dispose();
  process.stdout.write(JSON.stringify(result));
}

void main();

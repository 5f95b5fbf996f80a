// Run by session.bench.mjs: `SESSION INPUT events none|chunk` or `SESSION INPUT cancel STAGE`; its output is JSON.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { defaultRequest } from '../../src/measure/request';
import { type CallOptions, SessionClient } from '../../src/session/client';
import type { SessionEvent } from '../../src/session/protocol';

const [path = '', input = '', what = '', how = ''] = process.argv.slice(2);
const client = new SessionClient({ path });

function run(sweep: 'chunk' | null, options: CallOptions) {
  const request = { ...defaultRequest, paths: [input], budgetMs: 10_000, sweep };
  return client.run({ request, language: undefined, generated: null }, options);
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
  let heard = 0;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await pause(200);
  delay.enable();
  const before = process.cpuUsage();
  await run(how === 'chunk' ? 'chunk' : null, {
    onEvent: event => {
      heard += 1;
      post(event);
      const report = reportOf(event);
      if (report) reports.push(report);
    },
  });
  const { user, system } = process.cpuUsage(before);
  delay.disable();
  const parsed = reports.map(report => {
    const start = performance.now();
    JSON.parse(new TextDecoder().decode(report));
    return performance.now() - start;
  });
  // A timer of 1 ms that comes on time counts for 1 ms.
  const blocked = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - 1);
  return {
    events: heard,
    largestReport: Math.max(...reports.map(({ length }) => length)),
    blocked: {
      p50: blocked(delay.percentile(50)),
      p99: blocked(delay.percentile(99)),
      max: blocked(delay.max),
    },
    parsed: spread(parsed),
    cpuMs: (user + system) / 1000,
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
  return { took: performance.now() - from };
}

async function main() {
  const result = await (what === 'events' ? events() : cancel());
  client.dispose();
  process.stdout.write(JSON.stringify(result));
}

void main();

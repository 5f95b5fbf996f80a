// Every system call that any strategy makes on any route, with every fault that can befall it: what was sent arrives
// whole, or the run fails with errno, call and path. Prints the table of faults and strategies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Route, routes } from '../../src/model/route';
import type { RunSpec } from '../../src/model/runSpec';
import type { SyscallCount } from '../../src/model/sample';
import type { StrategyName } from '../../src/model/strategy';
import { absent, loadAddon, makeSpec, meantFor, scratchFolder, writeNoise } from '../native/engine';
import { onFilesystem } from '../native/mounted';
import { buildPreload, type Case, type Fault, runInjected, type Told } from './injected';

const folder = scratchFolder();
const preload = buildPreload(folder);
const skip = 'why' in preload && preload.why;

/** Calls that move bytes: these may also be short, or move nothing. */
const moving = new Set([
  ...['read', 'write', 'pread64', 'pwrite64', 'sendfile', 'splice', 'vmsplice', 'copy_file_range'],
  ...['sendto', 'sendmsg', 'recvfrom', 'io_uring_enter'],
]);
/** Their result does not matter: the descriptor or mapping is closed in any case. */
const ends = new Set(['close', 'munmap']);
/** Without them a run is slower, but complete: a smaller pipe, a buffer that is not registered, a ring without a flag. */
const optional = new Set(['fcntl', 'io_uring_register', 'io_uring_setup']);

/** A sanitizer sees the way out of a call, which is the same for all errors that end a run. */
const isSanitized = process.env.IOPATH_ADDON !== undefined;
const errors = isSanitized
  ? ['EINTR', 'EIO', 'EXDEV']
  : ['EINTR', 'EAGAIN', 'EIO', 'ENOSPC', 'EINVAL', 'EXDEV', 'EPIPE'];
const transient = new Set(['EINTR', 'EAGAIN']);
const columns = [...errors, 'short', 'nothing'];

/** Some way into a call's row, so that bytes have moved before it; the only call where there is one. */
const middle = (calls: number) => (calls > 1 ? Math.min(4, Math.ceil(calls / 2)) : 1);

/** The scheduler decides how often these are called, or whether at all. */
const byChance = new Set(['ppoll', 'recvmsg', 'io_uring_enter']);

/** What a call that was asked for more really moves: a block where it must be one, some entries of a ring. */
function shortOf(call: string, { strategy }: RunSpec): number {
  if (call === 'io_uring_enter') return 3;
  return strategy === 'direct-io' ? 4096 : 7;
}

function faultsOf(call: string, { calls, bytes }: SyscallCount, spec: RunSpec): Record<string, Fault> {
  const at = { call, from: byChance.has(call) ? 1 : middle(calls), times: 1 };
  const kind = ends.has(call) ? 'after' : 'error';
  const failing = errors.map((value): [string, Fault] => [
    value,
    { ...at, kind, value, times: transient.has(value) ? 3 : 1 },
  ]);
  // A follower's waits are reads as well, of an eventfd.
  if (!moving.has(call) || bytes === 0) return Object.fromEntries(failing);
  const short: Fault = { ...at, kind: 'short', value: shortOf(call, spec), times: 3 };
  return { ...Object.fromEntries(failing), short, nothing: { ...at, kind: 'return', value: 0 } };
}

/** The outcome in one word; throws where bytes were lost or invented, or a fault was ignored or reported wrongly. */
function judge(told: Told, { spec, fault }: Case, column: string): string {
  const { call } = fault!;
  const what = `${spec.strategy}, ${spec.route}, ${call}: ${column}`;
  const { result, error } = told;
  if (result) {
    assert.equal(result.hash?.sink, result.hash?.source, `${what}: other bytes arrived than were sent`);
    if (result.ranAs.strategy !== spec.strategy) {
      assert.equal(result.ranAs.reason?.values.errno, column, `${what}: says why another took over`);
      return 'another took over';
    }
    if (!errors.includes(column)) return 'delivered';
    if ((result.syscalls[call]?.errors[column] ?? 0) === 0) {
      assert.ok(byChance.has(call), `${what}: the fault is counted`);
      return 'not met';
    }
    const harmless = transient.has(column) || ends.has(call) || optional.has(call);
    assert.ok(harmless, `${what}: a fault that cannot be ignored was`);
    return 'delivered';
  }
  assert.ok(error, what);
  assert.ok(error.path, `${what}: no path: ${error.message}`);
  assert.equal(error.syscall, call, `${what}: ${error.message}`);
  assert.notEqual(column, 'short', `${what}: a short call goes on: ${error.message}`);
  if (column === 'nothing') assert.match(error.code, /^(ENODATA|EIO|ETIMEDOUT)$/, what);
  else assert.equal(error.code, column, `${what}: ${error.message}`);
  assert.ok(!(column === 'EINTR' && moving.has(call)), `${what}: an interrupted call is made again`);
  return 'told';
}

type Row = { name: string; cells: Map<string, string[]> };
const rows: Row[] = [];

function specsOf(strategy: StrategyName, route: Route, path: string, output: string): RunSpec[] {
  const base: Partial<RunSpec> = { strategy, route, chunkBytes: 8192, receiver: 'block' };
  if (route.endsWith('file') && strategy !== 'reflink') base.flushEvery = 4;
  const specs = [makeSpec(path, output, base)];
  if (strategy === 'read-write' && route === 'file-to-file')
    specs.push(makeSpec(path, output, { ...base, order: 'random' }));
  if (strategy === 'read-write' && route === 'file-to-socket')
    specs.push(
      makeSpec(path, output, { ...base, headerBytes: 300, files: [{ path, offset: 9, length: 50_000 }] }),
    );
  if (strategy === 'sendfile' && route === 'file-to-socket')
    specs.push(makeSpec(path, output, { ...base, followBytes: 20_000 }));
  return specs;
}

const titleOf = ({ strategy, route, order, headerBytes, followBytes }: RunSpec) =>
  [strategy, route, order === 'random' && 'random', headerBytes > 0 && 'header', followBytes && 'followed']
    .filter(Boolean)
    .join(', ');

/** A function whose body runs at the first call; each further call ends like that one. */
function once<T>(body: () => T): () => T {
  let end: (() => T) | null = null;
  return () => {
    if (!end)
      try {
        const value = body();
        end = () => value;
      } catch (error) {
        end = () => {
          throw error;
        };
      }
    return end();
  };
}

interface Planned extends Case {
  column: string;
  fault: Fault;
}

/** What a run without a fault came to, and what each of a plan's faults did to it. */
interface Made {
  clean: Told;
  faulty: { planned: Planned; told: Told }[];
}

/** Finds the calls of clean runs and makes each go wrong in every way: in two processes, whose start costs most. */
function makeRuns(specs: RunSpec[]): Made[] {
  assert.ok('path' in preload);
  const cleans = runInjected(
    preload.path,
    folder,
    specs.map(spec => ({ spec, fault: null })),
  );
  const plans = specs.map((spec, at) => plan(spec, cleans[at]!));
  const told = runInjected(preload.path, folder, plans.flat()).values();
  return plans.map((planned, at) => ({
    clean: cleans[at]!,
    faulty: planned.map(one => ({ planned: one, told: told.next().value! })),
  }));
}

const plan = (spec: RunSpec, { result }: Told): Planned[] =>
  Object.entries(result?.syscalls ?? {}).flatMap(([call, count]) =>
    Object.entries(faultsOf(call, count, spec)).map(([column, fault]) => ({ column, spec, fault })),
  );

/** Judges the runs of a row and keeps it. */
function keepRow(spec: RunSpec, { clean, faulty }: Made): Row {
  assert.ok(clean.result, clean.error?.message);
  const row: Row = { name: titleOf(spec), cells: new Map() };
  for (const { planned, told } of faulty) {
    const cell = row.cells.get(planned.column) ?? [];
    const outcome = judge(told, planned, planned.column);
    row.cells.set(planned.column, [...cell, `${planned.fault.call} ${outcome}`]);
  }
  rows.push(row);
  return row;
}

const small = writeNoise(folder, 'input', 100_003);
const probe = loadAddon().probe(folder);

for (const route of routes) {
  const strategies = meantFor[route].filter(name => name !== 'reflink');
  const here = strategies.filter(strategy => !absent(probe, strategy, route));
  const specs = new Map(here.map(strategy => [strategy, specsOf(strategy, route, small, folder)]));
  const all = [...specs.values()].flat();
  const made = once(() => makeRuns(all));
  for (const strategy of strategies)
    test(
      `${strategy}, ${route}: whatever a call answers, nothing is lost`,
      {
        skip: skip || absent(probe, strategy, route),
      },
      () => {
        for (const spec of specs.get(strategy)!) keepRow(spec, made()[all.indexOf(spec)]!);
      },
    );
}

test('reflink, file-to-file: whatever a call answers, nothing is lost', { skip }, t =>
  onFilesystem('btrfs', t, async mounted => {
    const path = writeNoise(mounted, 'input', 100_003);
    const [spec] = specsOf('reflink', 'file-to-file', path, mounted);
    const row = keepRow(spec!, makeRuns([spec!])[0]!);
    assert.ok(row.cells.get('EXDEV')?.includes('ioctl told'));
  }),
);

const marks = { delivered: '✓', told: '!', 'another took over': '→', 'not met': '?' };

/** How many calls of a row had each outcome, such as `2✓ 3!`; - where the fault applies to none. */
function summary(outcomes: string[] | undefined): string {
  if (!outcomes) return '-';
  return Object.entries(marks)
    .map(([word, mark]) => ({ mark, count: outcomes.filter(outcome => outcome.endsWith(word)).length }))
    .flatMap(({ mark, count }) => (count > 0 ? [`${count}${mark}`] : []))
    .join(' ');
}

test('the table', { skip }, () => {
  assert.ok(rows.length > 20, 'rows were made');
  const width = Math.max(...rows.map(({ name }) => name.length));
  const line = (name: string, cells: string[]) =>
    [name.padEnd(width), ...cells.map(cell => cell.padEnd(7))].join(' | ');
  const runs = rows.reduce((sum, { cells }) => sum + [...cells.values()].flat().length, 0);
  console.log(
    [
      `Each fault at each call of each strategy, ${runs} runs: ✓ all bytes arrived, ! failed with errno, call and path,`,
      '→ another strategy took over and said why, ? never made; nothing: the call returned 0.',
      line('', columns),
      ...rows.map(({ name, cells }) =>
        line(
          name,
          columns.map(column => summary(cells.get(column))),
        ),
      ),
      '',
    ].join('\n'),
  );
});

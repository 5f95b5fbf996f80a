// How a run of the built command line ends: by a signal, by a worker or an input that is gone, by a reader that closes the pipe.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkReport } from '../../src/model/checkReport';
import { said } from '../english';
import { childrenOf, hasEnded } from '../processes';
import { until } from '../until';
import { scratchFolder, writeNoise } from './engine';

const cli = join(process.cwd(), 'dist', 'cli.js');
const folder = scratchFolder();
const mib = 2 ** 20;
const input = writeNoise(folder, 'input.bin', 8 * mib);

interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

/** CPU time a process has used so far: user and system, in clock ticks of 10 ms (proc(5), /proc/PID/stat 14 and 15). */
function cpuTicks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** What a worker uses up in its first rounds of 8 MiB: by then something was measured. */
const roundTicks = 20;

/** A long run under way, its worker's id, and how it ends. */
async function longRun(
  args: string[] = [],
): Promise<{ child: ChildProcess; worker: number; ended: Promise<Outcome> }> {
  const child = spawn(
    process.execPath,
    [cli, 'profile', input, '--strategy', 'read-write,sendfile', '--runs', '1000', '--json', ...args],
    { cwd: folder },
  );
  const printed = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', text => {
    printed.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    printed.err += text;
  });
  const ended = new Promise<Outcome>(resolve => child.on('close', code => resolve({ code, ...printed })));
  return { child, worker: await underWay(child, () => printed.err), ended };
}

/** Waits until a run has made some rounds; its worker's id. */
async function underWay(child: ChildProcess, said: () => string): Promise<number> {
  await until('the run to begin', () => said().includes('interleaved rounds'));
  const worker = await until('its worker', () => childrenOf(child.pid!)[0]);
  const from = cpuTicks(worker);
  await until('rounds of it', () => cpuTicks(worker) > from + roundTicks);
  return worker;
}

test('Ctrl-C ends the run before its thousand rounds, keeps what was measured, and leaves no worker', async () => {
  const { child, worker, ended } = await longRun();
  child.kill('SIGINT');
  const { code, out } = await ended;
  assert.equal(code, 3);
  const parsed = checkReport(Buffer.from(out));
  assert.ok('report' in parsed && parsed.report.cancelled);
  assert.ok(parsed.report.transfers.some(({ runs }) => runs.length > 0));
  await until('the worker to end', () => hasEnded(worker));
});

test('a worker that is killed costs one transfer: the report says how, and exit is 3', async () => {
  const { worker, child, ended } = await longRun();
  process.kill(worker, 'SIGSEGV');
  await until('the next worker', () => childrenOf(child.pid!).some(pid => pid !== worker));
  child.kill('SIGINT');
  const { code, out } = await ended;
  assert.equal(code, 3);
  const parsed = checkReport(Buffer.from(out));
  assert.ok('report' in parsed);
  const failed = parsed.report.transfers.flatMap(transfer => transfer.failed ?? []);
  assert.equal(failed.length, 1);
  assert.match(said(failed[0]?.why ?? ''), /SIGSEGV/);
  assert.deepEqual(childrenOf(child.pid!), []);
});

test('the worker goes when its parent is killed', async () => {
  const { child, worker } = await longRun();
  child.kill('SIGKILL');
  await until('the worker to end', () => hasEnded(worker));
});

test('a file that shrinks or vanishes under way is an error of its transfers', async () => {
  for (const change of [(path: string) => truncateSync(path, 1000), (path: string) => rmSync(path)]) {
    const victim = writeNoise(folder, 'victim', 32 * mib);
    const child = spawn(process.execPath, [
      cli,
      'profile',
      victim,
      '--strategy',
      'read-write,mmap-write,sendfile,splice',
      '--runs',
      '400',
      '--json',
    ]);
    let out = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      out += text;
    });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', text => {
      err += text;
    });
    const ended = new Promise<number | null>(resolve => child.on('close', resolve));
    await underWay(child, () => err);
    change(victim);
    assert.equal(await ended, 3, err);
    const parsed = checkReport(Buffer.from(out));
    assert.ok('report' in parsed);
    const problems = parsed.report.transfers.flatMap(({ failed }) => failed ?? []);
    assert.ok(problems.length >= 4, out.slice(0, 300));
    for (const { why } of problems) assert.match(said(why), /shorter|gone/);
    rmSync(victim, { force: true });
  }
});

test('a reader that has seen enough is no error', () => {
  const shell = `"${process.execPath}" "${cli}" profile "${input}" --strategy read-write,sendfile --budget 0.5 --json | head -c 100; echo " $\{PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', shell], { encoding: 'utf8' });
  assert.match(stdout, / 0\n$/);
  assert.ok(!stderr.includes('EPIPE'), stderr);
});

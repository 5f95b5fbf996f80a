import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { commands, Uri } from 'vscode';
import type { Report } from '../../../src/model/report';
import { hasEnded } from '../../processes';
import { until } from '../../until';
import { test } from '../tiny/test';
import { dataBytes } from '../workspace';
import { activated, inWorkspace } from './extension';

/** How often the CPU copied each byte that one run of a strategy moved. */
function cpuCopies(report: Report, strategy: string): number {
  const transfer = report.transfers.find(each => each.strategy === strategy && each.summary);
  assert.ok(transfer, `${strategy} ran`);
  const copied = transfer.copies.filter(({ by }) => by === 'cpu').reduce((sum, { bytes }) => sum + bytes, 0);
  return copied / transfer.inputBytes;
}

async function profiled(): Promise<Report> {
  const api = await activated();
  const before = api.lastReport();
  await commands.executeCommand('ioPath.profileFile', inWorkspace('data/sample.bin'));
  const report = api.lastReport();
  assert.ok(report && report !== before, `a new report; problem: ${JSON.stringify(api.lastProblem())}`);
  return report;
}

test('profiling a file gives the figures of the path', async () => {
  const report = await profiled();
  assert.equal(report.input.bytes, dataBytes);
  // On a busy machine the budget allows for runs over the beginning of the file only.
  assert.equal(cpuCopies(report, 'read-write'), 2);
  assert.equal(cpuCopies(report, 'sendfile'), 0);
  for (const { strategy, unsupported, failed, integrity } of report.transfers) {
    assert.equal(failed, null, `${strategy}: ${JSON.stringify(failed)}`);
    assert.notEqual(integrity?.ok, false, `${strategy} delivered what it read`);
    if (unsupported) assert.ok(unsupported.why && unsupported.remedy, `${strategy} says why not, what to do`);
  }
  // On a busy machine, too, the time suffices for the usual calls; others are left out and said so.
  const shown = report.transfers.filter(({ summary, variant }) => summary && !variant);
  for (const { strategy, receiver, integrity } of shown)
    assert.ok(receiver === 'block' || integrity?.ok, `${strategy} was verified`);
  const isVerified = (strategy: string) => shown.some(row => row.strategy === strategy && row.integrity?.ok);
  for (const strategy of ['read-write', 'sendfile'])
    assert.ok(isVerified(strategy), `${strategy} was verified`);
  const said = report.warnings.flatMap(({ what }) =>
    what.id === 'warning.late' ? (what.args?.strategies as string[]) : [],
  );
  for (const strategy of ['mmap-write', 'splice'])
    assert.ok(
      isVerified(strategy) || said.includes(strategy),
      `${strategy} was verified or is said to be left out`,
    );
});

test('a worker that dies in a run costs that run, not the editor', async () => {
  const api = await activated();
  const run = commands.executeCommand('ioPath.profileFile', inWorkspace('data/sample.bin')).then(
    () => {},
    () => {},
  );
  process.kill(await until('the worker', () => api.workerPid()), 'SIGSEGV');
  await run;
  const problem = api.lastProblem();
  assert.ok(problem, 'the panel is told');
  assert.match(`${problem.what} ${problem.why}`, /SIGSEGV|segment/i);
  assert.ok(problem.remedy.length > 0);
  await profiled();
});

test('cancel ends a run and its worker', async () => {
  const api = await activated();
  const run = commands.executeCommand('ioPath.profileFile', inWorkspace('data/sample.bin')).then(
    () => {},
    () => {},
  );
  const pid = await until('the worker', () => api.workerPid());
  await commands.executeCommand('ioPath.cancel');
  await run;
  assert.equal(api.running(), null);
  await until('the worker to end', () => hasEnded(pid));
});

for (const { what, make } of [
  { what: 'a file that is not there', make: () => inWorkspace('data/nowhere.bin') },
  { what: 'a folder without files', make: () => inWorkspace('hollow') },
  {
    what: 'a named pipe',
    make: () => {
      const uri = inWorkspace('data/pipe');
      if (!existsSync(uri.fsPath)) execFileSync('mkfifo', [uri.fsPath]);
      return uri;
    },
  },
])
  test(`${what} is refused with what, why and what to do`, async () => {
    const api = await activated();
    // A refused run may reject or only tell: both leave the problem behind.
    await commands.executeCommand('ioPath.profileFile', make()).then(
      () => {},
      () => {},
    );
    const problem = api.lastProblem();
    assert.ok(problem, 'something is said');
    for (const part of [problem.what, problem.why, problem.remedy]) assert.ok(part.length > 3, part);
    assert.doesNotMatch(problem.why, /\n\s+at /, 'no stack trace');
    assert.equal(api.running(), null);
    assert.equal(api.workerPid(), null);
  });

test('an empty file is measured or refused, never stuck', async () => {
  const api = await activated();
  await commands.executeCommand('ioPath.profileFile', inWorkspace('data/empty.bin')).then(
    () => {},
    () => {},
  );
  assert.equal(api.running(), null);
  assert.ok(api.lastProblem() ?? api.lastReport()?.input.bytes === 0);
});

test('a file of another scheme is refused', async () => {
  const api = await activated();
  await commands.executeCommand('ioPath.profileFile', Uri.parse('untitled:nowhere')).then(
    () => {},
    () => {},
  );
  assert.equal(api.running(), null);
});

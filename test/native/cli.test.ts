// The built command line on the real engine: what goes to stdout, what to stderr, and with which exit code.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { checkReport } from '../../src/model/checkReport';
import type { Report } from '../../src/model/report';
import { strategyNames } from '../../src/model/strategy';
import { said } from '../english';
import { scratchFolder, writeNoise } from './engine';
import { noOtherUser, reachableCopy, runAsOtherUser } from './otherUser';

const cli = join(process.cwd(), 'dist', 'cli.js');
assert.ok(existsSync(cli), `${cli} is not built: run node scripts/build.mjs`);

const folder = scratchFolder();
const mib = 2 ** 20;
const input = writeNoise(folder, 'input.bin', 8 * mib);
const pair = ['--strategy', 'read-write,sendfile', '--budget', '0.5'];

interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

function iopath(args: string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    encoding: 'utf8',
    cwd: folder,
    maxBuffer: 1 << 28,
    timeout: 900_000,
  });
  return { code: status, out: stdout, err: stderr };
}

function reportOf(args: string[]): Report {
  const { out, code, err } = iopath(['profile', ...args, '--json']);
  assert.equal(code, 0, err);
  const parsed = checkReport(Buffer.from(out));
  assert.ok('report' in parsed, JSON.stringify(parsed));
  return parsed.report;
}

test('--json is one valid report and nothing else; counts are whole', () => {
  // A number of runs, since a budget cuts the input where a busy machine leaves too little time for the whole of it.
  const report = reportOf([input, '--strategy', 'read-write,sendfile', '--runs', '3']);
  const [loop, sendfile] = report.transfers;
  assert.deepEqual(
    loop?.copies.filter(({ by }) => by === 'cpu').map(({ bytes }) => bytes),
    [8 * mib, 8 * mib],
  );
  assert.ok(loop?.copies.every(({ evidence }) => evidence === 'counted'));
  assert.ok([loop, sendfile].every(row => row!.copies.every(hop => hop.moverEvidence === 'observed')));
  assert.equal(sendfile?.copies.at(-1)?.by, 'discarded');
  assert.equal(sendfile?.copies.filter(({ by }) => by === 'cpu').length, 0);
  for (const { runs, integrity } of [loop!, sendfile!]) {
    assert.equal(integrity?.ok, true);
    assert.ok(runs.filter(({ phase }) => phase === 'timed').every(({ bytes }) => bytes === 8 * mib));
  }
  assert.equal(sendfile?.runs.find(({ phase }) => phase === 'timed')?.syscalls.sendfile?.calls, 128);
});

test('every strategy is a row that ran with a verified hash, or has a reason and a remedy', () => {
  const { transfers } = reportOf([input, '--strategy', 'all', '--runs', '1', '--receiver', 'poll']);
  assert.equal(new Set(transfers.map(({ strategy }) => strategy)).size, strategyNames.length);
  for (const { strategy, integrity, unsupported, failed, copies } of transfers) {
    assert.equal(failed, null, strategy);
    if (unsupported) assert.ok(unsupported.why && unsupported.remedy, strategy);
    else assert.ok(integrity?.ok === true && copies.length > 0, strategy);
  }
});

test('what a budget has no time for is named, and nothing is shown of bytes that were not compared', () => {
  const { transfers, warnings } = reportOf([input, '--budget', '0.01', '--receiver', 'poll']);
  const missed = transfers.filter(({ summary, unsupported }) => !summary && !unsupported);
  const told = warnings.map(({ what }) => said(what)).join();
  for (const { strategy } of missed) assert.ok(told.includes(strategy), `${strategy}: ${told}`);
  for (const { strategy, summary, integrity } of transfers) assert.ok(!summary || integrity?.ok, strategy);
});

test('the other routes run too', () => {
  for (const route of ['file-to-file', 'socket-to-file', 'file-to-pipe']) {
    const { transfers } = reportOf([
      input,
      '--route',
      route,
      '--strategy',
      'read-write,splice',
      '--receiver',
      'poll',
      '--runs',
      '1',
    ]);
    assert.ok(
      transfers.every(({ integrity, failed }) => integrity?.ok && !failed),
      route,
    );
  }
});

test('samples are told with what was sampled, and meet the copying of a loop', t => {
  const big = writeNoise(folder, 'big.bin', 96 * mib);
  const { transfers, machine } = reportOf([
    big,
    '--strategy',
    'read-write,mmap-write,sendfile,splice',
    '--receiver',
    'poll',
    '--runs',
    '7',
  ]);
  rmSync(big);
  const sampled = machine.evidence.sampled;
  if (!sampled?.available) return t.skip(said(sampled?.why ?? 'no samples'));
  for (const { strategy, copyTime } of transfers) {
    assert.ok(copyTime, `${strategy} was sampled`);
    const leaves = copyTime.leaves.reduce((sum, { samples }) => sum + samples, 0);
    assert.ok(leaves <= copyTime.samples, `${strategy}: ${leaves} of ${copyTime.samples}`);
    // How large the share is belongs to the machine; among so many samples some are in copy code.
    if (strategy.endsWith('write') && copyTime.samples >= 200)
      assert.ok(copyTime.share > 0, `${strategy}: none of ${copyTime.samples}`);
  }
});

test('a folder is all its files; chunks and options are taken', () => {
  const set = join(folder, 'set');
  mkdirSync(join(set, 'deep'), { recursive: true });
  for (const name of ['b', 'a', 'deep/c']) writeFileSync(join(set, name), Buffer.alloc(10_000, 7));
  const report = reportOf([
    set,
    ...pair,
    '--chunk',
    '4k,8k',
    '--header',
    '100',
    '--socket',
    'unix',
    '--order',
    'random',
  ]);
  assert.deepEqual([report.input.files, report.input.bytes], [3, 30_000]);
  assert.deepEqual(
    report.transfers.slice(0, 4).map(({ chunkBytes }) => chunkBytes),
    [4096, 4096, 8192, 8192],
  );
  assert.equal(report.conditions.headerBytes, 100);
});

test('a range, and a tiny file, give finite figures', () => {
  assert.equal(reportOf([input, ...pair, '--offset', '4095', '--length', '10000']).input.bytes, 10_000);
  const tiny = join(folder, 'tiny');
  writeFileSync(tiny, 'x');
  const report = reportOf([tiny, ...pair, '--runs', '5']);
  assert.equal(report.input.bytes, 1);
  for (const { summary } of report.transfers) assert.ok(Number.isFinite(summary?.cpuNsPerKiB.median));
});

test('the table, Markdown and HTML come out as asked', () => {
  const page = join(folder, 'report.html');
  const table = iopath(['profile', input, ...pair, '--html', page]);
  assert.equal(table.code, 0);
  assert.match(table.out, /Copies and switches, textbook → here/);
  assert.ok(!table.out.includes('\u001b'), 'no colours into a pipe');
  assert.match(readFileSync(page, 'utf8'), /^<!doctype html>/);
  assert.match(iopath(['profile', input, ...pair, '--markdown']).out, /^# I\/O Path Profiler\n/);
});

test('bad input: exit 2, what, why and what to do on stderr, no stack, nothing on stdout', () => {
  mkdirSync(join(folder, 'void'));
  writeFileSync(join(folder, 'empty'), '');
  execFileSync('mkfifo', [join(folder, 'fifo')]);
  const cases = [
    ['profile'],
    ['profile', 'missing'],
    ['profile', 'void'],
    ['profile', 'empty'],
    ['profile', 'fifo'],
    ['profile', '/dev/zero'],
    ...['0', '-1', '1e12', 'abc', ''].map(chunk => ['profile', input, '--chunk', chunk]),
    ['profile', input, '--strategy', 'warp'],
    ['profile', input, '--nonsense'],
    ['profile', input, '--json', '--markdown'],
    ['profile', input, '--scenario', 'nope'],
    ['profile', input, '--html', '/nowhere/at/all.html', ...pair],
    ['frobnicate'],
    ['doctor', 'missing'],
  ];
  for (const args of cases) {
    const { code, out, err } = iopath(args);
    assert.equal(code, 2, `${args}: ${err}`);
    assert.match(err, /iopath: .+\n {2}why: .+\n {2}do: {2}.+\n/, args.join(' '));
    assert.ok(!/\n {4}at /.test(err), `${args}: ${err}`);
    if (!args.includes('--html')) assert.equal(out, '', args.join(' '));
  }
});

test('--verbose shows where a problem came from', () => {
  assert.match(iopath(['profile', 'missing', '--verbose']).err, /\n {4}at /);
});

test('a file this user may not read is a problem, not a crash', t => {
  const reason = noOtherUser(folder);
  if (reason) return t.skip(reason);
  const secret = join(folder, 'secret');
  writeFileSync(secret, 'data');
  chmodSync(secret, 0o600);
  const built = reachableCopy(dirname(cli), folder);
  const { status, stderr } = runAsOtherUser([join(built, 'cli.js'), 'profile', secret]);
  assert.equal(status, 2, stderr);
  assert.match(stderr, /permission/);
});

test('a name that is not UTF-8 is refused where it is named, and left out of a folder', () => {
  const odd = join(folder, 'odd');
  mkdirSync(odd);
  writeFileSync(join(odd, 'good'), 'data');
  writeFileSync(Buffer.concat([Buffer.from(`${odd}/bad`), Buffer.from([0xff])]), 'data');
  // No string of Node's is such a name.
  const script = '"$1" "$2" profile "$(printf \'bad\\377\')"';
  const named = spawnSync('sh', ['-c', script, '-', process.execPath, cli], { cwd: odd, encoding: 'utf8' });
  assert.equal(named.status, 2, named.stderr);
  assert.match(named.stderr, /can't be read\.\n {2}why: Its name is not valid UTF-8.*\n {2}do: .*convmv/);
  const { input: read, warnings } = reportOf([odd, '--strategy', 'sendfile', '--runs', '1']);
  assert.equal(read.files, 1);
  assert.match(warnings.map(({ what }) => said(what)).join(), /left out because its name is not valid UTF-8/);
});

test('help and version go to stdout', () => {
  assert.match(iopath(['--help']).out, /^Usage: iopath COMMAND/);
  for (const command of ['profile', 'doctor', 'scenarios']) {
    const { code, out } = iopath([command, '--help']);
    assert.equal(code, 0);
    assert.match(out, new RegExp(`^Usage: iopath ${command}`));
  }
  assert.match(iopath(['--version']).out, /^iopath \d+\.\d+\.\d+\n$/);
  assert.equal(iopath([]).code, 2);
});

test('the doctor names each strategy on each route, and each source of evidence', () => {
  const { code, out } = iopath(['doctor', folder, '--json']);
  assert.equal(code, 0);
  const found = JSON.parse(out);
  assert.equal(found.schema, 'iopath-doctor/2');
  assert.equal(Object.keys(found.strategies).length, strategyNames.length);
  for (const byRoute of Object.values<Record<string, { available: boolean; why?: string; remedy?: string }>>(
    found.strategies,
  )) {
    assert.equal(Object.keys(byRoute).length, 4);
    for (const entry of Object.values(byRoute)) assert.ok(entry.available || (entry.why && entry.remedy));
  }
  assert.ok(found.evidence.counted.available && 'sampled' in found.evidence);
  assert.ok(found.evidence.observed.available, JSON.stringify(found.evidence.observed));
  assert.match(iopath(['doctor']).out, /^sendfile +/m);
});

test('scenarios are listed', () => {
  assert.ok(Array.isArray(JSON.parse(iopath(['scenarios', '--json']).out).scenarios));
});

test('nothing is left behind: no output files, no open sockets', () => {
  reportOf([input, '--route', 'file-to-file', '--strategy', 'all', '--budget', '0.2']);
  const left = readdirSync(folder).filter(name => name.startsWith('.') || /iopath|tmp/.test(name));
  assert.deepEqual(left, []);
  const sockets = readdirSync(`/proc/${process.pid}/fd`).filter(fd => {
    try {
      return readlinkSync(`/proc/${process.pid}/fd/${fd}`).startsWith(folder);
    } catch {
      return false;
    }
  });
  assert.deepEqual(sockets, []);
});

test('lint goes through more files than its threads take at once, and leaves none out', () => {
  const tree = join(folder, 'many');
  mkdirSync(tree);
  const loop =
    'def f(a, b):\n    while True:\n        c = a.read(4096)\n        if not c:\n            break\n        b.write(c)\n';
  for (let at = 0; at < 600; at += 1) writeFileSync(join(tree, `f${at}.py`), loop);
  const { code, out } = iopath(['lint', tree, '--json']);
  const { files, findings, skipped } = JSON.parse(out);
  assert.equal(code, 1);
  assert.deepEqual({ files, findings: findings.length, skipped }, { files: 600, findings: 600, skipped: [] });
});

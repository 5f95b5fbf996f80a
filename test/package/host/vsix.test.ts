import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { buildInsideTests } from '../../../scripts/lib/testBuild.mjs';
import { hostTarget, makePackage, makeVsix } from '../../../scripts/lib/vsix.mjs';
import { runInHost } from '../../vscode/runner';
import { shortcomings } from '../../vscode/tiny/report';
import { makeWorkspace } from '../../vscode/workspace';
import { allowed, mostBytes } from './contents';
import { modesIn } from './zip';

/** The published package where its backend was built here; else one with this machine's own build. */
const packed = () =>
  existsSync(join('out', 'prebuilds', hostTarget, 'iopath.node')) ? makePackage(hostTarget) : makeVsix();

test('the VSIX holds what it needs, nothing else, and is small', async () => {
  const file = await packed();
  const modes = modesIn(file);
  assert.deepEqual(
    [...modes.keys()].filter(name => !allowed.test(name)),
    [],
  );
  for (const needed of [
    'dist/extension.js',
    'dist/session.js',
    'dist/worker.js',
    'dist/prover.js',
    'dist/analysisThread.js',
    'dist/cli.js',
    'dist/panel/panel.js',
    'dist/native/iopath.node',
    'dist/native/iopath-trace',
  ])
    assert.ok(modes.has(`extension/${needed}`), needed);
  // Of a build for this machine alone it may be missing.
  const withBpf =
    existsSync(join('out', 'prebuilds', hostTarget)) || existsSync('dist/native/iopath-calls.bpf.o');
  assert.equal(modes.has('extension/dist/native/iopath-calls.bpf.o'), withBpf);
  assert.equal(modes.get('extension/dist/native/iopath-trace')! & 0o111, 0o111, 'the tracer can be started');
  assert.ok(statSync(file).size < mostBytes, `${statSync(file).size} bytes`);
});

test('the command line runs from the unpacked VSIX, with no node_modules near', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'iopath-vsix-'));
  try {
    execFileSync('python3', ['-m', 'zipfile', '-e', resolve(await packed()), folder]);
    const cli = join(folder, 'extension/dist/cli.js');
    const output = execFileSync(process.execPath, [cli, 'doctor', '--json'], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.ok(Object.keys(JSON.parse(output)).length > 0);
    assert.ok(!readdirSync(join(folder, 'extension')).includes('node_modules'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the VSIX, installed in a clean VS Code, activates and profiles a file', async t => {
  const workspace = makeWorkspace();
  const testsPath = await buildInsideTests('test/package/inside');
  const { exitCode, report, log, stop } = await runInHost({
    testsPath,
    folder: workspace.folder,
    vsix: [resolve(await packed())],
    settings: { 'ioPath.measure.budget': 2 },
  });
  await stop();
  workspace.remove();
  for (const { name, outcome, detail } of report?.tests ?? [])
    await t.test(name, () => assert.equal(outcome, 'passed', detail));
  assert.deepEqual(shortcomings(exitCode, report), [], log.slice(-4000));
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { buildInsideTests } from '../../../scripts/lib/testBuild.mjs';
import { makeVsix } from '../../../scripts/lib/vsix.mjs';
import { runInHost } from '../../vscode/runner';
import { shortcomings } from '../../vscode/tiny/report';
import { makeWorkspace } from '../../vscode/workspace';

/** What a VSIX may hold: the allow-list of .vscodeignore, seen from the other side. */
const allowed =
  /^(extension\.vsixmanifest|\[Content_Types\]\.xml|extension\/(package(\.nls(\.[\w-]+)?)?\.json|readme\.md|LICENSE\.txt|l10n\/[\w.-]+\.json|media\/[\w-]+\.(svg|png)|schemas\/[\w.-]+\.json|docs\/rules\/[\w-]+\.md|dist\/[\w./-]+\.(js|css|ttf|wasm|txt)|dist\/native\/iopath(\.node|-trace)))$/i;

const megabyte = 1024 * 1024;

/** Unix modes of a zip's files by name, from its central directory (PKWARE APPNOTE 4.3.12): no program is needed. */
function modesIn(zip: string): Map<string, number> {
  const data = readFileSync(zip);
  const end = data.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const modes = new Map<string, number>();
  for (let at = data.readUInt32LE(end + 16), left = data.readUInt16LE(end + 10); left > 0; left -= 1) {
    const length = data.readUInt16LE(at + 28);
    modes.set(data.toString('utf8', at + 46, at + 46 + length), data.readUInt16LE(at + 40));
    at += 46 + length + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return modes;
}

test('the VSIX holds what it needs, nothing else, and is small', async () => {
  const file = await makeVsix();
  const modes = modesIn(file);
  assert.deepEqual(
    [...modes.keys()].filter(name => !allowed.test(name)),
    [],
  );
  for (const needed of [
    'dist/extension.js',
    'dist/worker.js',
    'dist/prover.js',
    'dist/lintThread.js',
    'dist/textThread.js',
    'dist/cli.js',
    'dist/panel/panel.js',
    'dist/native/iopath.node',
    'dist/native/iopath-trace',
  ])
    assert.ok(modes.has(`extension/${needed}`), needed);
  assert.equal(modes.get('extension/dist/native/iopath-trace')! & 0o111, 0o111, 'the tracer can be started');
  assert.ok(statSync(file).size < 8 * megabyte, `${statSync(file).size} bytes`);
});

test('the command line runs from the unpacked VSIX, with no node_modules near', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'iopath-vsix-'));
  try {
    execFileSync('python3', ['-m', 'zipfile', '-e', resolve(await makeVsix()), folder]);
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
    vsix: [resolve(await makeVsix())],
    settings: { 'ioPath.measure.budget': 2 },
  });
  await stop();
  workspace.remove();
  for (const { name, outcome, detail } of report?.tests ?? [])
    await t.test(name, () => assert.equal(outcome, 'passed', detail));
  assert.deepEqual(shortcomings(exitCode, report), [], log.slice(-4000));
});

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { stamped } from '../../scripts/lib/stamp.mjs';

const place = mkdtempSync(join(tmpdir(), 'iopath bundles ñ '));
after(() => rmSync(place, { recursive: true, force: true }));

/** A checkout of its own: what a build only reads is linked, what a test changes is copied. */
async function enterCheckout() {
  const origin = process.cwd();
  mkdirSync(join(place, 'scripts'));
  for (const name of [
    'src',
    'media',
    'l10n',
    'node_modules',
    'tsconfig.json',
    'package-lock.json',
    'scripts/lib',
  ])
    symlinkSync(resolve(name), join(place, name));
  for (const name of readdirSync('.').filter(file => /^package\..*json$/.test(file)))
    cpSync(name, join(place, name));
  process.chdir(place);
  after(() => process.chdir(origin));
  return import(pathToFileURL(join(origin, 'scripts/lib/bundles.mjs')).href);
}

test('a build removes what no target made, and knows each of its inputs and outputs', async () => {
  const { bundleFiles, ensureBundles } = await enterCheckout();
  mkdirSync('dist/native', { recursive: true });
  mkdirSync('dist/panel/old', { recursive: true });
  for (const stale of [
    'dist/extension-OLDOLDOL.js',
    'dist/stale.txt',
    'dist/panel/old/part.js',
    'dist/native/iopath.node',
  ])
    writeFileSync(stale, '');
  await ensureBundles();
  const there = readdirSync('dist', { recursive: true, encoding: 'utf8' });
  for (const name of ['extension-OLDOLDOL.js', 'stale.txt', 'panel/old'])
    assert.ok(!there.includes(name), `${name} is gone`);
  for (const name of ['native/iopath.node', 'extension.js', 'web/extension.js', 'analysisThread.js'])
    assert.ok(there.includes(name), `${name} is there`);

  const isBuiltAgain = () => stamped('build', bundleFiles(), () => {});
  assert.equal(await isBuiltAgain(), false, 'nothing is done twice');
  const inputs = ['package.nls.ru.json', 'package.json'];
  const outputs = [
    'web/extension.js',
    'analysisThread.js',
    'grammars/tree-sitter-c.wasm',
    'third-party-notices.txt',
  ];
  for (const name of [...inputs, ...outputs.map(file => join('dist', file))]) {
    writeFileSync(name, '{}');
    assert.equal(await isBuiltAgain(), true, `a change of ${name} is seen`);
  }
});

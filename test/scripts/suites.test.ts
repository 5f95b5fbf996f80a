import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { UserError } from '../../scripts/lib/say.mjs';
import { filesOf, inOrder, isLong, longFiles, suites, whyNotHere } from '../../scripts/lib/suites.mjs';
import { testFiles } from '../../scripts/lib/testBuild.mjs';

test('a suite whose browser can not be had says why, in one line; another error is one', async () => {
  const needs = async () => {
    throw new UserError({ what: 'No browser.', why: 'none is there', remedy: 'install one' });
  };
  assert.equal(await whyNotHere({ needs }), 'No browser. why: none is there do: install one');
  const broken = async () => {
    throw new TypeError('a fault of the scripts');
  };
  await assert.rejects(whyNotHere({ needs: broken }), TypeError);
  assert.equal(await whyNotHere({}), null);
});

test('what measures needs the backend, and what drives VS Code a browser too', () => {
  const needing = suites.filter(({ needs }) => needs).map(({ name }) => name);
  assert.deepEqual(needing.sort(), ['faults', 'journey', 'native', 'package', 'vscode']);
});

test('each test file of a folder is in one suite', () => {
  const taken = suites.flatMap(filesOf).sort();
  const all = [...new Set(suites.map(({ folder }) => folder))].flatMap(testFiles).sort();
  assert.deepEqual(taken, all);
  assert.ok(taken.length > 100);
});

test('without a compiler, what measures is skipped with the reason', () => {
  const place = mkdtempSync(join(tmpdir(), 'iopath-suites-'));
  after(() => rmSync(place, { recursive: true }));
  mkdirSync(join(place, 'out/setup'), { recursive: true });
  const reason = { what: 'No backend.', why: 'nope cannot be run', remedy: 'install g++' };
  writeFileSync(join(place, 'out/setup/backend-missing.json'), JSON.stringify(reason));
  const script = `import { suites, whyNotHere } from ${JSON.stringify(resolve('scripts/lib/suites.mjs'))};
    for (const suite of suites.filter(({ needs }) => needs)) console.log(suite.name, await whyNotHere(suite));`;
  const args = ['--input-type=module', '-e', script];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: place, encoding: 'utf8' });
  const names = suites.filter(({ needs }) => needs).map(({ name }) => name);
  const expected = names.map(name => `${name} No backend. why: nope cannot be run do: install g++\n`);
  assert.equal(stdout, expected.join(''), stderr);
});

test('files are begun from both ends, each once, and short ones stand in the middle', () => {
  const files = suites.flatMap(suite => filesOf(suite).map(file => ({ suite: suite.name, file })));
  const ordered = inOrder(files);
  assert.deepEqual(new Set(ordered), new Set(files));
  assert.equal(ordered.length, files.length);
  const long = ordered.map(({ file }) => isLong(file));
  const middle = long.slice(long.indexOf(false), long.lastIndexOf(false) + 1);
  assert.ok(!middle.includes(true), 'no long file stands between short ones');
  assert.match(ordered[0]!.file, /journeys/);
  assert.match(ordered.at(-1)!.file, /native/);
});

test('each file that counts as long is there', () => {
  const files = suites.flatMap(filesOf);
  for (const name of longFiles)
    assert.ok(
      files.some(file => file.startsWith(`test/${name}`)),
      name,
    );
});

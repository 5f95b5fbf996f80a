import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { languageFiles, stamped } from '../../scripts/lib/stamp.mjs';

const folder = mkdtempSync(join(tmpdir(), 'iopath-stamp-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function job(name: string) {
  const [input, output] = [join(folder, `${name}.in`), join(folder, `${name}.out`)];
  const files = { inputs: [input], outputs: [output], doing: 'testing', state: join(folder, 'state') };
  const step = () => {
    rmSync(output, { recursive: true, force: true });
    mkdirSync(output, { recursive: true });
    writeFileSync(join(output, 'made'), '');
  };
  writeFileSync(input, 'one');
  return { input, output, files, run: (more = {}) => stamped(name, { ...files, ...more }, step) };
}

test('a step runs once, and again when an input changes', async () => {
  const { input, run } = job('input');
  assert.equal(await run(), true, 'the first time');
  assert.equal(await run(), false, 'nothing is done twice');
  writeFileSync(input, 'two');
  assert.equal(await run(), true);
});

test('a step runs again when an output is gone, changed, or not its own', async () => {
  const { output, run } = job('output');
  await run();
  rmSync(join(output, 'made'));
  assert.equal(await run(), true, 'gone');
  writeFileSync(join(output, 'made'), 'half');
  assert.equal(await run(), true, 'changed');
  writeFileSync(join(output, 'stale'), '');
  assert.equal(await run(), true, 'not its own');
  assert.equal(await run(), false);
});

test('outputs of another step do not count, other settings and force do', async () => {
  const { output, run } = job('settings');
  const except = [join(output, 'theirs')];
  await run({ except });
  writeFileSync(join(output, 'theirs'), '');
  assert.equal(await run({ except }), false);
  assert.equal(await run({ except, settings: '-O0' }), true);
  assert.equal(await run({ except, settings: '-O0', force: true }), true);
});

test('two at once do the step once', async () => {
  const { run } = job('twice');
  assert.deepEqual(await Promise.all([run(), run()]), [true, false]);
});

test('an input that changes while the step runs makes it run again', async () => {
  const { input, output, files, run } = job('meanwhile');
  const step = () => {
    mkdirSync(output, { recursive: true });
    writeFileSync(input, 'changed while it ran');
  };
  assert.equal(await stamped('meanwhile', files, step), true);
  assert.equal(await run(), true, 'the change was not read');
  assert.equal(await run(), false);
});

test('a step that fails is not done', async () => {
  const { files } = job('fails');
  await assert.rejects(
    stamped('fails', files, () => {
      throw new Error('no');
    }),
    /^Error: no$/,
  );
  assert.equal(await stamped('fails', files, () => {}), true);
});

test('the texts of each language are known', () => {
  assert.deepEqual(languageFiles().sort(), [
    'package.nls.json',
    'package.nls.ru.json',
    'package.nls.zh-cn.json',
  ]);
});

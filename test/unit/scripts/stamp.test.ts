import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { stamped } from '../../../scripts/lib/stamp.mjs';

const folder = mkdtempSync(join(tmpdir(), 'iopath-stamp-'));
const name = `test-${process.pid}`;
after(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(join('node_modules/.stamps', name), { force: true });
});

test('a step runs once for the same inputs, and again when one changes or an output is gone', async () => {
  const [input, output] = [join(folder, 'input'), join(folder, 'output')];
  const step = () => stamped(name, { inputs: [input], outputs: [output] }, () => writeFileSync(output, ''));
  writeFileSync(input, 'one');
  assert.equal(await step(), true, 'the first time');
  assert.equal(await step(), false, 'nothing is done twice');
  writeFileSync(input, 'two');
  assert.equal(await step(), true, 'a changed input');
  rmSync(output);
  assert.equal(await step(), true, 'an output that is gone');
});

test('a step that fails is not done', async () => {
  const [input, output] = [join(folder, 'other'), join(folder, 'output')];
  const files = { inputs: [input], outputs: [output] };
  writeFileSync(input, 'one');
  await assert.rejects(
    stamped(name, files, () => {
      throw new Error('no');
    }),
  );
  assert.equal(await stamped(name, files, () => {}), true);
});

import assert from 'node:assert/strict';
import { linkSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { OutputFile } from '../../../src/cli/outputFile';
import { identityOf } from '../../../src/measure/identity';
import { Problem } from '../../../src/model/problem';

const folder = mkdtempSync(join(tmpdir(), 'iopath-output-'));
after(() => rmSync(folder, { recursive: true }));
const input = join(folder, 'input');
writeFileSync(input, 'data');
const inputs = [identityOf(input, statSync(input, { bigint: true }))];
const isInputProblem = (error: unknown) => error instanceof Problem && error.kind === 'input';

test('an output that is an input is refused by whatever name, and the input stays', async () => {
  const link = join(folder, 'link');
  const hard = join(folder, 'hard');
  symlinkSync(input, link);
  linkSync(input, hard);
  for (const path of [input, link, hard]) {
    const output = await OutputFile.at('--html', path);
    await assert.rejects(output.refuse(inputs), isInputProblem, path);
    await assert.rejects(output.write('report'), isInputProblem, path);
  }
  assert.equal(readFileSync(input, 'utf8'), 'data');
});

test('an output that becomes a link to an input during the run is refused', async () => {
  const path = join(folder, 'later');
  const output = await OutputFile.at('--html', path);
  await output.refuse(inputs);
  symlinkSync(input, path);
  await assert.rejects(output.write('report'), isInputProblem);
  assert.equal(readFileSync(input, 'utf8'), 'data');
});

test('a path that can not be written is refused before anything is made', async () => {
  for (const path of [join(folder, 'none', 'x'), folder, join(input, 'x')])
    await assert.rejects(OutputFile.at('--html', path), isInputProblem, path);
});

test('an older report is replaced whole', async () => {
  const path = join(folder, 'report');
  writeFileSync(path, 'x'.repeat(100));
  const output = await OutputFile.at('--html', path);
  await output.refuse(inputs);
  await output.write('short');
  assert.equal(readFileSync(path, 'utf8'), 'short');
});

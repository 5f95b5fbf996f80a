// The backend's tables of what a run may be asked against the one description of a job.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Field } from '../../src/model/fields';
import { runFields } from '../../src/model/jobFields';
import { strategyNames } from '../../src/model/strategy';
import type { NativeField } from '../../src/worker/addon';
import { loadAddon, makeSpec, scratchFolder, writeNoise } from './engine';

const addon = loadAddon();
const { strategy, ...described } = runFields;

/** The backend's answer about a field. */
function nativeOf(field: Field<unknown>): NativeField {
  const { standard } = field;
  if (field.kind === 'choice')
    return { kind: 'choice', choices: [...field.choices], standard: String(standard) };
  if (field.kind === 'flag') return { kind: 'flag', standard: Boolean(standard) };
  assert.ok('least' in field);
  return { kind: 'whole', least: field.least, most: field.most, standard: Number(standard) };
}

test('the backend has the names, limits, words and standards of the description, and no others', () => {
  const expected = Object.entries(described).map(([name, field]) => [name, nativeOf(field)]);
  assert.deepEqual(addon.fields(), Object.fromEntries(expected));
  assert.deepEqual(strategy.choices, strategyNames);
});

test('a value outside of its limits is a TypeError that names the field, and one on them is taken', () => {
  const folder = scratchFolder();
  const input = writeNoise(folder, 'input', 100);
  const tried = (change: object) => addon.run({ ...makeSpec(input, folder), ...change }, () => {});
  for (const [name, field] of Object.entries(addon.fields())) {
    const refused = { name: 'TypeError', message: new RegExp(name) };
    if (field.kind === 'choice') assert.throws(() => tried({ [name]: 'another' }), refused);
    else if (field.kind === 'flag') assert.throws(() => tried({ [name]: 1 }), refused);
    else {
      if (field.least > 0) assert.throws(() => tried({ [name]: field.least - 1 }), refused);
      assert.throws(() => tried({ [name]: field.most + 1 }), refused);
      assert.throws(() => tried({ [name]: 1.5 }), refused);
    }
  }
});

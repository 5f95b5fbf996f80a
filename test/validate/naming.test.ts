// A caveat names only what it says: the parts of a run that it is about, in the cases that it is about.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Part } from './comparing';
import type { Case } from './model';
import { isNamed } from './naming';
import type { Divergence } from './validating';

const plain: Case = {
  ...{ id: 0, program: 'u1', source: 'file', size: 1, start: 0, sink: 'file' },
  fault: { end: 'none', kind: 'none', at: 0 },
};
const full: Case = { ...plain, fault: { end: 'sink', kind: 'ENOSPC', at: 0 } };

function differing(
  caveats: string[],
  parts: Part[],
  { one = plain, failed = false }: { one?: Case; failed?: boolean } = {},
): Divergence {
  const recipe = { name: 'u1', text: '', ends: '', shape: '', mutations: [] };
  return {
    fixed: { program: recipe, text: '', applicability: 'unsafe', caveats, title: '', promisesKernel: false },
    ...{ case: one, what: '', failed },
    differences: parts.map(part => ({ part, was: 0, is: 1 })),
  };
}

const mode = 'the copy takes on the mode of the source, as fs.copyFile has it';
const closes =
  'where one end fails, the other is closed at once: what it still holds is lost, and it may report the failure';

test('a caveat about the mode names no other bytes', () => {
  assert.equal(isNamed(differing([mode], ['mode'])), true);
  assert.equal(isNamed(differing([mode], ['delivered'])), false);
});

test('all that differs must be named, by one caveat or several', () => {
  assert.equal(isNamed(differing([mode], ['mode', 'open'], { one: full })), false);
  assert.equal(isNamed(differing([mode, closes], ['mode', 'open'], { one: full })), true);
});

test('a caveat about failures names nothing of a copy that succeeds', () => {
  assert.equal(isNamed(differing([closes], ['open'])), false);
  assert.equal(isNamed(differing([closes], ['open'], { failed: true })), true);
  assert.equal(isNamed(differing([closes], ['open'], { one: full })), true);
});

test('what does not compile is never named', () => {
  assert.equal(isNamed({ ...differing([mode], []), case: null }), false);
});

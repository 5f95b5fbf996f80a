import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shift } from '../../../src/ui/loops/shift';

const loop = { startLine: 10, endLine: 14 };
const change = (startLine: number, endLine: number, addedBreaks = 0, endColumn = 5) => ({
  startLine,
  endLine,
  endColumn,
  addedBreaks,
});

test('a change below a loop leaves it where it is', () => {
  assert.deepEqual(shift(loop, change(15, 15, 3)), loop);
});

test('lines added above move a loop down, lines taken away move it up', () => {
  assert.deepEqual(shift(loop, change(3, 3, 2)), { startLine: 12, endLine: 16 });
  assert.deepEqual(shift(loop, change(3, 5)), { startLine: 8, endLine: 12 });
});

test('a line put in at the very start of a loop moves the whole loop', () => {
  assert.deepEqual(shift(loop, change(10, 10, 1, 0)), { startLine: 11, endLine: 15 });
});

test('a change inside a loop grows or shrinks it, and its start stays', () => {
  assert.deepEqual(shift(loop, change(12, 12, 1)), { startLine: 10, endLine: 15 });
  assert.deepEqual(shift(loop, change(11, 13)), { startLine: 10, endLine: 12 });
});

test('a change over the start of a loop never turns it round', () => {
  assert.deepEqual(shift(loop, change(8, 40)), { startLine: 8, endLine: 8 });
});

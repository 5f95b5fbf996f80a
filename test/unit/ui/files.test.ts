import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidates } from '../../../src/ui/files/candidates';
import { braces } from '../../../src/ui/files/excludes';

test('braces are written out, nested ones too', () => {
  assert.deepEqual(braces('a.{b,c}{1,2}'), ['a.b1', 'a.b2', 'a.c1', 'a.c2']);
  assert.deepEqual(braces('plain'), ['plain']);
});

test('data files of a useful size come first, then the large, and empty ones not at all', () => {
  const files = [
    { path: 'small.csv', bytes: 10 },
    { path: 'empty.bin', bytes: 0 },
    { path: 'huge.so', bytes: 900 << 20 },
    { path: 'video.mp4', bytes: 5 << 20 },
    { path: 'log.bin', bytes: 64 << 20 },
  ];
  assert.deepEqual(
    candidates(files).map(({ path }) => path),
    ['log.bin', 'video.mp4', 'huge.so', 'small.csv'],
  );
});

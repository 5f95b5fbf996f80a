import assert from 'node:assert/strict';
import { test } from 'node:test';
import { largestSource, sourceOf } from '../../src/analysis/lint';
import { inEnglish } from '../english';

const bytes = (text: string) => new TextEncoder().encode(text);

test('a text with a byte order mark keeps it, so that offsets fit the file', () => {
  assert.deepEqual(sourceOf(bytes('\ufeffint x;')), { text: '\ufeffint x;' });
});

test('invalid UTF-8 is read around', () => {
  const source = sourceOf(Uint8Array.of(0x61, 0xff, 0x62));
  assert.deepEqual(source, { text: 'a\ufffdb' });
});

test('binary, minified and very large files are left out and say why', () => {
  assert.deepEqual(inEnglish(sourceOf(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0))), {
    skipped: 'it holds binary data under a source ending',
  });
  assert.deepEqual(inEnglish(sourceOf(bytes('x'.repeat(30_000)))), { skipped: 'it is minified' });
  assert.deepEqual(inEnglish(sourceOf(bytes(`a\n${'x'.repeat(30_000)}\nb`))), { skipped: 'it is minified' });
  assert.deepEqual(inEnglish(sourceOf(new Uint8Array(largestSource + 1).fill(10))), {
    skipped: 'it is larger than 2 MiB',
  });
});

test('long files of short lines are read', () => {
  const text = `${'x'.repeat(99)}\n`.repeat(2000);
  assert.deepEqual(sourceOf(bytes(text)), { text });
});

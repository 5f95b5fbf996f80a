import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { noise, writeNoise } from '../../scripts/lib/noise.mjs';

test('the same seed gives the same bytes, another seed gives others', () => {
  assert.equal(noise(1001).length, 1001);
  assert.deepEqual(noise(1001, 7), noise(1001, 7));
  assert.notDeepEqual(noise(1001, 7), noise(1001, 8));
});

test('a file holds what the same seed gives in memory, and no page twice', () => {
  const folder = mkdtempSync(join(tmpdir(), 'iopath-noise-'));
  try {
    const bytes = (2 << 20) + 5;
    const path = join(folder, 'noise');
    writeNoise(path, bytes, 3);
    const data = readFileSync(path);
    assert.ok(data.equals(noise(bytes, 3)));
    const pages = Array.from({ length: data.length >> 12 }, (_, at) =>
      data.subarray(at << 12, (at + 1) << 12).toString('latin1'),
    );
    assert.equal(new Set(pages).size, pages.length);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

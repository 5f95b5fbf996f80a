import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadAddon, makeSpec, noise, scratchFolder } from './engine';

const addon = loadAddon();
const folder = scratchFolder();

/** XXH64 with seed 0, as the reference implementation (xxhsum -H64) gives them. */
const vectors: [string, string][] = [
  ['', 'ef46db3751d8e999'],
  ['a', 'd24ec4f1a98c6e5b'],
  ['abc', '44bc2cf5ad770999'],
  ['Nobody inspects the spammish repetition', 'fbcea83c8a378bf1'],
];

async function hashOf(data: string | Buffer, chunkBytes: number) {
  const path = join(folder, 'input');
  writeFileSync(path, data);
  const { hash } = await addon.run(makeSpec(path, folder, { chunkBytes }), () => {}).done;
  assert.equal(hash?.algorithm, 'xxh64');
  return hash;
}

for (const [text, digest] of vectors)
  test(`XXH64 of '${text}'`, async () => {
    assert.deepEqual(await hashOf(text, 7), { algorithm: 'xxh64', source: digest, sink: digest });
  });

test('a stream hashes to the same digest however it is cut', async () => {
  const data = noise(100_003);
  const whole = await hashOf(data, 1 << 20);
  for (const chunk of [1, 31, 32, 33, 4096]) assert.equal((await hashOf(data, chunk)).sink, whole.sink);
});

test('one changed bit changes the digest', async () => {
  const data = noise(5000);
  const before = await hashOf(data, 4096);
  data[4321]! ^= 1;
  assert.notEqual((await hashOf(data, 4096)).source, before.source);
});

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { generateFile } from '../../../src/ui/files/generatedFile';
import { Queue } from '../../../src/ui/queue';

test('two that wait never start at once, and start in the order they were asked for', async () => {
  const queue = new Queue();
  const events: string[] = [];
  const work = (name: string) =>
    queue.run(async () => {
      events.push(`${name} starts`);
      await new Promise(setImmediate);
      events.push(`${name} ends`);
    });
  await Promise.all(['one', 'two', 'three'].map(work));
  assert.deepEqual(
    events,
    ['one', 'two', 'three'].flatMap(name => [`${name} starts`, `${name} ends`]),
  );
});

test('a failure ends its own work, not those behind it', async () => {
  const queue = new Queue();
  const failed = queue.run(async () => {
    throw new Error('broken');
  });
  assert.equal(await queue.run(async () => 'next'), 'next');
  await assert.rejects(failed, /broken/);
});

test('a generated file is not touched by the next one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'iopath-generated-'));
  try {
    const first = await generateFile(folder);
    const before = readFileSync(first);
    const second = await generateFile(folder);
    assert.notEqual(first, second);
    assert.ok(before.equals(readFileSync(first)), 'the bytes under a reading run stay');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

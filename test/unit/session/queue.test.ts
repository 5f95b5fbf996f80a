import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Queue } from '../../../src/session/queue';

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

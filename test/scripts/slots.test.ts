import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inSlots } from '../../scripts/lib/slots.mjs';

/** Runs tasks that end when they are told, in that order; the order they began in, and how many ran at once at most. */
async function runInSlots(names: string[], slots: number) {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  let most = 0;
  const tasks = names.map(name => async () => {
    begun.push(name);
    await new Promise<void>(end => {
      ends.push(end);
      most = Math.max(most, ends.length);
    });
  });
  const done = inSlots(tasks, slots);
  const next = () => new Promise(resolve => setImmediate(resolve));
  for (let ended = 0; ended < names.length; ended += 1) {
    await next();
    ends.shift()!();
  }
  await done;
  return { begun, most };
}

test('tasks run in as many slots as there are, from both ends of the list', async () => {
  assert.deepEqual(await runInSlots(['a', 'b', 'c', 'd', 'e'], 2), {
    begun: ['a', 'e', 'b', 'd', 'c'],
    most: 2,
  });
});

test('one slot keeps the order, and slots without tasks are no harm', async () => {
  assert.deepEqual(await runInSlots(['a', 'b', 'c'], 1), { begun: ['a', 'b', 'c'], most: 1 });
  assert.deepEqual(await runInSlots(['a', 'b'], 4), { begun: ['a', 'b'], most: 2 });
  assert.deepEqual(await runInSlots([], 2), { begun: [], most: 0 });
});

test('a task that fails fails the run', async () => {
  const broken = async () => {
    throw new Error('broken');
  };
  await assert.rejects(inSlots([broken], 2), /broken/);
});

// Queues of a stream that nobody reads are stable only when several looks at them agree.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NativeTap } from '../../../src/prover/backend';
import { settle } from '../../../src/prover/settle';

/** A stream of this process whose queue holds `queued()` bytes. */
const tapOf = (queued: () => number, ended = false) =>
  ({ local: null, peer: null, queued, ended: () => ended }) as unknown as NativeTap;

test('a queue that grows between all looks is never still, and is given as it is', async () => {
  let bytes = 0;
  const seen = await settle(
    tapOf(() => ++bytes),
    { answerMs: 0, growMs: 200 },
  );
  assert.deepEqual(seen, { receive: bytes, send: null, still: false, ended: false });
});

test('a queue that stays as it is is still', async () => {
  const growMs = Number.POSITIVE_INFINITY;
  const seen = await settle(
    tapOf(() => 5),
    { answerMs: 0, growMs },
  );
  assert.deepEqual(seen, { receive: 5, send: null, still: true, ended: false });
});

test('nothing is still before the first byte, unless the stream ended', async () => {
  const options = { answerMs: 200, growMs: 0 };
  const none = () => 0;
  assert.equal((await settle(tapOf(none), options)).still, false);
  assert.equal(
    (await settle(tapOf(none, true), { ...options, answerMs: Number.POSITIVE_INFINITY })).still,
    true,
  );
});

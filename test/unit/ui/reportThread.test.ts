// A report is checked away from the thread of whoever asks: what comes back is what a check on the spot gives.
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { checkPacked } from '../../../src/session/reportCheck';
import { checkInThread } from '../../../src/ui/reports/threadCheck';
import { report } from '../panelReports';

const bundle = resolve('dist/reportThread.js');
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const parsed = (data: Uint8Array) => JSON.parse(new TextDecoder().decode(data));

test('a report comes back as bytes, without what its schema does not know', async () => {
  const whole = report();
  const result = await checkInThread(bytes({ ...whole, stowaway: '<script>' }), bundle);
  assert.ok('report' in result);
  assert.deepEqual(parsed(result.report), parsed(bytes(whole)));
});

test('what is no report comes back with its fault', async () => {
  for (const data of [
    bytes({ schema: 'iopath-report/9' }),
    bytes([1]),
    new TextEncoder().encode('{'),
    bytes({ ...report(), transfers: 3 }),
  ]) {
    const result = await checkInThread(data, bundle);
    assert.ok('fault' in result);
    assert.deepEqual(result, checkPacked(data));
  }
});

test('a thread that breaks rejects', async () => {
  await assert.rejects(checkInThread(bytes(report()), resolve('dist/no-such-thread.js')));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { absenceIn, failureText, isCancellation } from '../../../src/measure/failures';
import { verbatim } from '../../../src/model/message';
import { WorkerError } from '../../../src/worker/protocol';
import { said } from '../../english';

test('a broken run tells call, errno and path, and what to do', () => {
  const error = new WorkerError({
    message: 'ENOSPC: no space',
    code: 'ENOSPC',
    syscall: 'write',
    path: '/d',
  });
  const text = failureText(error, verbatim('splice 64 KiB'));
  assert.equal(said(text.what), 'splice 64 KiB failed in write (ENOSPC) on /d.');
  assert.match(said(text.why), /full/);
  assert.match(said(text.remedy), /Free/);
  const strange = failureText(new Error('odd'), verbatim('x'));
  assert.deepEqual([said(strange.what), said(strange.why)], ['x failed.', 'odd.']);
});

test('absences and cancellations are told from failures', () => {
  assert.deepEqual(
    absenceIn(new WorkerError({ message: '', code: 'ENOTSUP', why: verbatim('a'), remedy: verbatim('b') })),
    {
      why: verbatim('a'),
      remedy: verbatim('b'),
    },
  );
  assert.equal(absenceIn(new WorkerError({ message: '', code: 'ENOTSUP' })), null);
  assert.equal(
    absenceIn(new WorkerError({ message: '', code: 'EIO', why: verbatim('a'), remedy: verbatim('b') })),
    null,
  );
  assert.equal(isCancellation(new WorkerError({ message: '', code: 'ECANCELED' })), true);
  assert.equal(isCancellation(AbortSignal.abort().reason), true);
  assert.equal(isCancellation(new Error('x')), false);
});

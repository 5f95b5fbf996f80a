import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProofBytes, ProofRun } from '../../../src/model/proof';
import { noBytes } from '../../../src/prove/criterion';
import { endpointKey, parseSocketTable } from '../../../src/prove/socketTable';
import { conclude, conclusionOf } from '../../../src/prove/verdict';

const bytes = (some: Partial<ProofBytes>): ProofBytes => ({ ...noBytes(), ...some });
const told = (receive: Partial<ProofBytes>, send: Partial<ProofBytes> | null, remote = false) => {
  const { verdict, because } = conclude({ receive: bytes(receive), send: send && bytes(send), remote });
  return [verdict, because.id];
};

test('both queues make the verdict', () => {
  assert.deepEqual(told({ reference: 5 }, { reference: 9 }), ['reference', 'all-followed']);
  assert.deepEqual(told({ copy: 5 }, null), ['copy', 'none-followed']);
  assert.deepEqual(told({ copy: 5 }, { reference: 9 }), ['mixed', 'zones-differ']);
  assert.deepEqual(told({ copy: 5, reference: 7 }, { reference: 9 }), ['mixed', 'some-followed']);
});

test('encoded and undecided bytes alone are no verdict', () => {
  assert.equal(told({ encoded: 5, undecided: 7, header: 3 }, null)[0], 'undecided');
});

test('copies behind a network card say nothing; references and the send queue do', () => {
  assert.deepEqual(told({ copy: 5 }, null, true), ['undecided', 'remote-queue']);
  assert.deepEqual(told({ copy: 5 }, { reference: 9 }, true), ['reference', 'all-followed']);
  assert.deepEqual(told({ copy: 5 }, { copy: 9 }, true), ['copy', 'none-followed']);
  assert.deepEqual(told({ reference: 5 }, null, true), ['reference', 'all-followed']);
});

const run = (verdict: ProofRun['verdict']): ProofRun => ({
  verdict,
  because: { id: 'no-answer', args: {} },
  bytes: noBytes(),
  queues: { receive: 0, send: null },
  ...{ stretches: [], readAheadBytes: null, took: null, controls: [], notes: [] },
});

test('several runs: those that decided must agree', () => {
  const verdict = (...all: ProofRun['verdict'][]) => conclusionOf(all.map(run)).verdict;
  assert.equal(verdict('undecided', 'copy', 'copy'), 'copy');
  assert.equal(verdict('reference', 'copy'), 'mixed');
  assert.equal(verdict('undecided', 'undecided'), 'undecided');
});

test('rows of /proc/net/tcp and tcp6 are found by their addresses', () => {
  const header =
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
  const row =
    '   3: 0100007F:4705 0100007F:C44E 01 003EC7DB:00000010 01:00000015 00000000     0        0 60001 2 0 20 4 30 10 -1';
  const [found] = parseSocketTable(`${header}\n${row}\n`);
  assert.deepEqual(found, {
    local: endpointKey({ address: '127.0.0.1', port: 0x4705 }),
    remote: endpointKey({ address: '127.0.0.1', port: 0xc44e }),
    sendQueue: 0x3ec7db,
    uid: 0,
    inode: 60_001,
    listening: false,
  });
  const mapped =
    '   0: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000100007F:C44E 01 00000001:00000000 00:00000000 00000000 0 0 7 1 0';
  assert.equal(parseSocketTable(mapped)[0]?.local, endpointKey({ address: '127.0.0.1', port: 8080 }));
  const six =
    '   0: 00000000000000000000000001000000:1F90 B80D01200000000000000000010000FE:C44E 01 00000001:00000000 00:00000000 00000000 0 0 7 1 0';
  assert.equal(parseSocketTable(six)[0]?.local, endpointKey({ address: '::1', port: 8080 }));
  assert.equal(parseSocketTable(six)[0]?.remote, endpointKey({ address: '2001:db8::fe00:1', port: 0xc44e }));
  assert.equal(
    endpointKey({ address: '::ffff:127.0.0.1', port: 1 }),
    endpointKey({ address: '127.0.0.1', port: 1 }),
  );
});

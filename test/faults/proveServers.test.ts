// Proofs against real servers whose verdict is known from their system calls.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { proofOf, withServer } from '../prove/iopathProve';
import java from '../studies/java.mjs';
import nginx from '../studies/nginx.mjs';
import node from '../studies/node.mjs';
import python from '../studies/python.mjs';

const decided = ({ variants }: typeof nginx) =>
  Object.entries(variants).filter(([, { shows }]) => shows !== 'undecided');

for (const system of [nginx, node, python, java])
  for (const [variant, { shows }] of decided(system))
    test(`${system.title} ${variant} shows ${shows}`, t =>
      withServer(t, system, variant, async ({ url, directory, pid }) => {
        const proof = await proofOf([url, '--directory', directory, '--expect', shows]);
        assert.equal(proof.verdict, shows, JSON.stringify(proof.because));
        assert.equal(proof.exit, 0);
        const { reference, copy } = proof.bytes;
        assert.ok(reference + copy > 16_384, 'more than a head was seen');
        assert.equal(shows === 'reference' ? copy : reference, 0);
        assert.equal(proof.queues.send === null, false, 'the send queue was seen');
        assert.ok(proof.server?.process, 'the process was seen');
        if (system !== nginx) assert.equal(proof.server.process.pid, pid);
        assert.deepEqual(
          proof.controls.map(({ passed }) => passed),
          [true, true],
        );
      }));

/** What the server had read ahead shows by what it sends next; a pause is taken for the end of that (`drain`). */
const paused = 'too busy a machine: the server paused for a tenth of a second';

test('a server that reads everything first is shown to have read ahead', t =>
  withServer(t, node, 'whole', async ({ url, directory }) => {
    const { readAheadBytes } = await proofOf([url, '--directory', directory]);
    if (readAheadBytes === null) return t.skip(paused);
    assert.ok(readAheadBytes > 512 << 10, `${readAheadBytes}`);
  }));

test('nginx with sendfile: nothing was read ahead, over a Unix socket too, and by every size', t =>
  withServer(t, nginx, 'on', async ({ url, directory, folder }) => {
    const { readAheadBytes, bytes } = await proofOf([url, '--directory', directory]);
    if (readAheadBytes === null) return t.skip(paused);
    assert.equal(readAheadBytes, 0);
    assert.equal(bytes.undecided, 0);
    const unix = await proofOf([
      'http://localhost/',
      '--unix',
      join(folder, 'socket'),
      '--directory',
      directory,
    ]);
    assert.deepEqual([unix.verdict, unix.queues.send], ['reference', null]);
    for (const size of ['64', '4096', '65536']) {
      const small = await proofOf([url, '--directory', directory, '--size', size]);
      assert.deepEqual([small.verdict, small.bytes.reference], ['reference', Number(size)]);
    }
    const part = await proofOf([url, '--directory', directory, '--range', '12345-3000007']);
    assert.deepEqual([part.verdict, part.bytes.copy], ['reference', 0]);
    const old = await proofOf([url, '--directory', directory, '--http', '1.0']);
    assert.equal(old.verdict, 'reference');
  }));

// The criterion, attacked: what a server could do that makes a copy look like a reference, or the other way round.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { bytesOf, type Looks, stretchesOf, verdictOf } from '../../../src/prove/criterion';
import { locate, rangeOf } from '../../../src/prove/locate';
import { classifyDrained } from '../../../src/prove/sendQueue';

/** Bytes without a pattern, the same in every run. */
function noise(bytes: number, seed = 'content'): Buffer {
  const pieces = Array.from({ length: Math.ceil(bytes / 32) }, (_, at) =>
    createHash('sha256').update(`${seed} ${at}`).digest(),
  );
  return Buffer.concat(pieces).subarray(0, bytes);
}

const complementOf = (bytes: Buffer) => Buffer.from(bytes.map(byte => byte ^ 0xff));
const content = noise(256 << 10);
const complement = complementOf(content);
const head = Buffer.from('HTTP/1.1 200 OK\r\nServer: test\r\nContent-Length: 262144\r\n\r\n');

/** A queue of parts: bytes that stay, or bytes that follow the file. */
type Part = { bytes: Buffer; follows: boolean };
const stays = (bytes: Buffer): Part => ({ bytes, follows: false });
const follows = (bytes: Buffer): Part => ({ bytes, follows: true });

function looksOf(...parts: Part[]): Looks {
  const before = Buffer.concat(parts.map(({ bytes }) => bytes));
  const during = Buffer.concat(parts.map(part => (part.follows ? complementOf(part.bytes) : part.bytes)));
  return { before, during, after: Buffer.from(before) };
}

function shown(...parts: Part[]) {
  const looks = looksOf(...parts);
  const bytes = bytesOf(stretchesOf(looks, locate(looks.before, content)));
  return { ...bytes, verdict: verdictOf(bytes) };
}

const none = { reference: 0, copy: 0, header: 0, encoded: 0, undecided: 0 };

test('a sender by reference: the head is no copy', () => {
  const bytes = shown(stays(head), follows(content.subarray(0, 65_536)));
  assert.deepEqual(bytes, { ...none, reference: 65_536, header: head.length, verdict: 'reference' });
});

test('a sender by copy', () => {
  const bytes = shown(stays(head), stays(content.subarray(0, 65_536)));
  assert.deepEqual(bytes, { ...none, copy: 65_536, header: head.length, verdict: 'copy' });
});

test('a first part that was copied, for sniffing its type, is counted to the byte', () => {
  const bytes = shown(stays(head), stays(content.subarray(0, 512)), follows(content.subarray(512, 40_000)));
  assert.deepEqual([bytes.copy, bytes.reference, bytes.verdict], [512, 39_488, 'mixed']);
});

test('stretches keep the order of the queue: a head, what was copied for sniffing, and the references behind', () => {
  const looks = looksOf(stays(head), stays(content.subarray(0, 512)), follows(content.subarray(512, 40_000)));
  assert.deepEqual(stretchesOf(looks, locate(looks.before, content)), [
    { kind: 'header', bytes: head.length },
    { kind: 'copy', bytes: 512 },
    { kind: 'reference', bytes: 39_488 },
  ]);
  const changed = { ...looks, after: complementOf(looks.before) };
  assert.deepEqual(stretchesOf(changed, []), [{ kind: 'undecided', bytes: looks.before.length }]);
});

test('chunked framing between the pieces is no copy', () => {
  const pieces: Part[] = [stays(head)];
  for (let at = 0; at < 65_536; at += 8192)
    pieces.push(
      stays(Buffer.from('2000\r\n')),
      follows(content.subarray(at, at + 8192)),
      stays(Buffer.from('\r\n')),
    );
  const bytes = shown(...pieces);
  assert.deepEqual([bytes.reference, bytes.copy, bytes.header], [65_536, 0, head.length + 8 * 8]);
});

test('a range across a page edge, and one that nobody announced', () => {
  for (const [from, to] of [
    [4095, 4195],
    [12_345, 90_001],
  ] as const) {
    const bytes = shown(stays(head), follows(content.subarray(from, to)));
    assert.deepEqual([bytes.reference, bytes.copy], [to - from, 0]);
    const runs = locate(Buffer.concat([head, content.subarray(from, to)]), content, { next: from });
    assert.deepEqual(rangeOf(runs), { offset: from, length: to - from });
  }
});

test('a content that never comes is nobody’s copy', () => {
  const bytes = shown(stays(head), stays(noise(65_536, 'other')));
  assert.deepEqual([bytes.copy, bytes.header, bytes.verdict], [0, 65_536 + head.length, 'undecided']);
});

test('a queue that does not show its first bytes again decides nothing', () => {
  const looks = looksOf(stays(head), follows(content.subarray(0, 65_536)));
  looks.after[70] = looks.after[70]! ^ 1;
  const bytes = bytesOf(stretchesOf(looks, locate(looks.before, content)));
  assert.deepEqual(bytes, { ...none, undecided: looks.before.length });
});

test('a queue that shrank between the looks decides nothing', () => {
  const looks = looksOf(follows(content.subarray(0, 65_536)));
  const bytes = bytesOf(
    stretchesOf({ ...looks, during: looks.during.subarray(1) }, locate(looks.before, content)),
  );
  assert.equal(verdictOf(bytes), 'undecided');
});

test('bytes that changed into something else are not references', () => {
  const looks = looksOf(stays(content.subarray(0, 4096)));
  for (let at = 0; at < 4096; at++) looks.during[at] = looks.before[at]! ^ 0x0f;
  const bytes = bytesOf(stretchesOf(looks, locate(looks.before, content)));
  assert.deepEqual([bytes.reference, bytes.copy, bytes.undecided], [0, 0, 4096]);
});

test('framing that looks like the next byte of the file is not taken for a copy', () => {
  for (let last = 0; last < 256; last++) {
    const framing = Buffer.from([content[8192]!, content[8193]!, last]);
    const parts = [stays(head), follows(content.subarray(0, 8192)), stays(framing)];
    assert.equal(shown(...parts, follows(content.subarray(8192, 20_000))).copy, 0, `${last}`);
    assert.equal(shown(...parts, stays(noise(100, `${last}`))).copy, 0, `${last}`);
  }
});

test('a queue that ends within framing shows no copy where that begins as the file would go on', () => {
  const sent = [stays(head), follows(content.subarray(0, 8192))];
  for (const bytes of [1, 2, 4])
    assert.equal(shown(...sent, stays(content.subarray(8192, 8192 + bytes))).copy, 0, `${bytes}`);
  assert.equal(shown(...sent, stays(content.subarray(8192, 8192 + 5))).copy, 5, 'more is no chance');
  assert.equal(shown(stays(head), stays(content.subarray(0, 8195))).copy, 8195, 'nor behind copies');
});

test('pieces in any order are found, and other bytes of any number cost one look each', () => {
  const pieces = [90_000, 3000, 200_001].map(from => follows(content.subarray(from, from + 5000)));
  const bytes = shown(stays(noise(4 << 20, 'other')), ...pieces);
  assert.deepEqual([bytes.reference, bytes.copy], [15_000, 0]);
});

test('random parts: every byte is counted once, and none as what it is not', () => {
  let state = 7;
  const random = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
  for (let round = 0; round < 200; round++) {
    const parts: Part[] = [];
    const expected = { ...none };
    let at = random(1000);
    for (let part = 0; part < 1 + random(12); part++) {
      const kind = random(3);
      const length = 16 + random(5000);
      if (kind === 2) parts.push(stays(noise(length, `head ${round} ${part}`)));
      else parts.push({ bytes: content.subarray(at, at + length), follows: kind === 1 });
      if (kind === 2) expected.header += length;
      else if (kind === 1) expected.reference += length;
      else expected.copy += length;
      if (kind !== 2) at += length;
    }
    const looks = looksOf(...parts);
    const first = rangeOf(locate(looks.before, content)).offset;
    const bytes = bytesOf(stretchesOf(looks, locate(looks.before, content, { next: first })));
    const what = `round ${round}: ${JSON.stringify({ bytes, expected })}`;
    assert.equal(bytes.reference, expected.reference, what);
    // Four bytes at most beside each framing, and as many where content begins at an offset nobody expected.
    assert.ok(bytes.copy <= expected.copy && bytes.copy >= expected.copy - 8 * parts.length, what);
    assert.equal(bytes.copy + bytes.header, expected.copy + expected.header, what);
  }
});

/** A connection that was drained while the file was its complement. `R` bytes of content were looked at before. */
function drained(parts: { old: boolean; bytes: number }[], queued: number, from = 0) {
  let at = from;
  const stream = Buffer.concat(
    parts.map(({ old, bytes }) => {
      const piece = (old ? content : complement).subarray(at, at + bytes);
      at += bytes;
      return piece;
    }),
  );
  const runs = locate(stream, content, { next: from, complement });
  return classifyDrained({ stream, runs, content, queued });
}

test('the send queue of a sender by reference is all new, and nothing was read ahead', () => {
  const { bytes, readAheadBytes } = drained([{ old: false, bytes: 100_000 }], 60_000, 4096);
  assert.deepEqual(bytes, { ...none, reference: 60_000 });
  assert.equal(readAheadBytes, 0);
});

test('what a server read ahead counts neither as copy nor as reference', () => {
  const { bytes, readAheadBytes } = drained(
    [
      { old: true, bytes: 60_000 + 36_605 },
      { old: false, bytes: 50_000 },
    ],
    60_000,
  );
  assert.deepEqual(bytes, { ...none, copy: 60_000 });
  assert.equal(readAheadBytes, 36_605);
});

test('a copier that reads after the change is not taken for a reference where the queue was overestimated', () => {
  const { bytes } = drained(
    [
      { old: true, bytes: 50_000 },
      { old: false, bytes: 50_000 },
    ],
    60_000,
  );
  assert.deepEqual(bytes, { ...none, copy: 50_000, undecided: 10_000 });
});

test('MSG_ZEROCOPY: a send queue of references behind a receive queue of copies', () => {
  const { bytes } = drained([{ old: false, bytes: 80_000 }], 80_000, 100_000);
  assert.deepEqual(bytes, { ...none, reference: 80_000 });
});

test('a file that was cut and written anew under the server: new pages are not taken for old ones', () => {
  // O_TRUNC leaves the queued pages as they were, so that a look sees no change: the proof writes in place for this reason.
  assert.equal(shown(stays(content.subarray(0, 65_536))).verdict, 'copy');
});

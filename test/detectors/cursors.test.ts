import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summaryIn, told } from './summaries';

// Copy loops between channels: the buffer's position and limit tell which bytes a write takes.

const program = (loop: string, before = ''): string => `import java.nio.*;
import java.nio.channels.*;
class A {
    long copy(FileChannel in, SocketChannel out, ByteBuffer given) throws java.io.IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(4096);
        long sent = 0;
        ${before}
        ${loop}
        return sent;
    }
}
`;

const ways = ['end by condition', 'read-error by throw', 'write-error by throw'];

const cases: Record<string, { loop: string; before?: string; says: string[] }> = {
  'all that remains is written': {
    loop: 'while (in.read(bytes) >= 0) { bytes.flip(); while (bytes.hasRemaining()) sent += out.write(bytes); bytes.clear(); }',
    says: ways,
  },
  'one write may take less': {
    loop: 'while (in.read(bytes) >= 0) { bytes.flip(); out.write(bytes); bytes.clear(); }',
    says: [...ways, 'ignores a short-write'],
  },
  'the buffer is not cleared': {
    loop: 'while (in.read(bytes) > 0) { bytes.flip(); while (bytes.hasRemaining()) out.write(bytes); }',
    says: ['unknown: one step leaves the buffer to the next as it stands', ...ways],
  },
  'it is cleared when a step begins': {
    loop: 'while (true) { bytes.clear(); if (in.read(bytes) < 0) break; bytes.flip(); while (bytes.hasRemaining()) out.write(bytes); }',
    says: ['end by break', 'read-error by throw', 'write-error by throw'],
  },
  'it is not flipped': {
    loop: 'while (in.read(bytes) >= 0) { out.write(bytes); bytes.clear(); }',
    says: ['unknown: the write takes other bytes than were read', ...ways, 'ignores a short-write'],
  },
  'it holds bytes before the loop': {
    before: 'bytes.putInt(7);',
    loop: 'while (in.read(bytes) >= 0) { bytes.flip(); while (bytes.hasRemaining()) out.write(bytes); bytes.clear(); }',
    says: [
      'unknown: the write takes other bytes than were read',
      'unknown: a statement is never reached',
      ...ways,
    ],
  },
  'it is cleared before the loop': {
    before: 'given.putInt(7); given.clear();',
    loop: 'while (in.read(given) >= 0) { given.flip(); while (given.hasRemaining()) out.write(given); given.clear(); }',
    says: ways,
  },
  'a part of it is left out': {
    loop: 'while (in.read(bytes) >= 0) { bytes.flip(); bytes.position(4); out.write(bytes); bytes.clear(); }',
    says: [
      'unknown: which bytes position leaves out is not known',
      ...Array<string>(2).fill('unknown: a statement is never reached'),
      'end by condition',
      'read-error by throw',
    ],
  },
  'a limit cuts off what was read': {
    loop: 'while (in.read(bytes) >= 0) { bytes.limit(1000); bytes.flip(); while (bytes.hasRemaining()) out.write(bytes); bytes.clear(); }',
    says: [
      'unknown: which bytes limit leaves out is not known',
      ...Array<string>(4).fill('unknown: a statement is never reached'),
      'end by condition',
      'read-error by throw',
    ],
  },
  'bytes are kept for the next step': {
    loop: 'while (in.read(bytes) >= 0) { bytes.flip(); out.write(bytes); bytes.compact(); }',
    says: ['unknown: bytes are kept for the next step', ...ways],
  },
};

for (const [name, { loop, before, says }] of Object.entries(cases))
  test(`cursors: ${name}`, async () =>
    assert.deepEqual(told(await summaryIn('A.java', program(loop, before))).sort(), [...says].sort()));

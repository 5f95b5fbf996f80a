import type { Mutation } from '../model';

/** What makes C's copy loops more, or less, than a plain copy. */
export const cMutations: Mutation[] = [
  {
    id: 'total',
    add: { top: ['long total = 0;'], afterWrite: ['total += n;'], after: ['observe("total", total);'] },
  },
  {
    id: 'limit-in-body',
    add: { top: ['long sent = 0;'], afterWrite: ['sent += n;', 'if (sent >= 9000)', '\tbreak;'] },
  },
  { id: 'stop-flag', add: { loopTop: ['if (stopped(2))', '\tbreak;'] } },
  { id: 'stop-after-read', add: { afterRead: ['if (stopped(3))', '\tbreak;'] } },
  { id: 'stop-byte', add: { afterRead: ["if (buf[0] == '\\n')", '\tbreak;'] } },
  { id: 'error-after', add: { after: ['observe("errno", result < 0 ? errno : 0);'] } },
  { id: 'count-after', add: { after: ['observe("n", n);'] } },
  { id: 'half', set: { extent: 'n / 2' } },
  { id: 'odd-mask', set: { extent: '(n & ~511)' } },
  { id: 'minus-trailer', set: { extent: '(n - 4 > 0 ? n - 4 : n)' } },
  { id: 'skip-first', set: { bytes: 'buf + 1', extent: 'n - 1' } },
  {
    id: 'header-read',
    needs: s => s.words.read!.startsWith('read(in,'),
    add: { before: ['char head[8];', 'if (read(in, head, sizeof head) != sizeof head)', '\tresult = -3;'] },
  },
  {
    id: 'header-helper',
    needs: s => s.words.read!.startsWith('read(in,'),
    add: { before: ['skip_header(in);'] },
  },
  {
    id: 'header-sent',
    needs: s => s.words.write!.includes('(out,'),
    add: { before: ['if (write(out, "HEAD\\n", 5) != 5)', '\tresult = -4;'] },
  },
  {
    id: 'seek-first',
    needs: s => s.words.read!.startsWith('read(in,'),
    add: { before: ['lseek(in, 100, SEEK_SET);'] },
  },
  {
    id: 'append',
    needs: s => s.words.flags !== undefined,
    words: { flags: 'O_WRONLY | O_CREAT | O_APPEND' },
  },
  {
    id: 'exclusive',
    needs: s => s.words.flags !== undefined,
    words: { flags: 'O_WRONLY | O_CREAT | O_EXCL' },
  },
  { id: 'no-truncate', needs: s => s.words.flags !== undefined, words: { flags: 'O_RDWR | O_CREAT' } },
  {
    id: 'sync-chunk',
    needs: s => s.words.write!.includes('write(out'),
    add: { afterWrite: ['fdatasync(out);'] },
  },
  { id: 'sync-end', needs: s => s.words.write!.includes('write(out'), add: { after: ['fsync(out);'] } },
  { id: 'callback', add: { afterWrite: ['observe("progress", n);'] } },
  {
    id: 'callback-pointer',
    add: { top: ['void (*report)(const char *, long) = observe;'], afterWrite: ['report("chunk", 1);'] },
  },
  {
    id: 'checksum',
    add: {
      top: ['unsigned sum = 0;'],
      afterRead: ['for (ssize_t i = 0; i < n; i++)', '\tsum = sum * 31 + (unsigned char)buf[i];'],
      after: ['observe("sum", (long)sum);'],
    },
  },
  { id: 'transform', add: { afterRead: ['for (ssize_t i = 0; i < n; i++)', '\tbuf[i] ^= 0x5a;'] } },
  {
    id: 'lock',
    needs: s => s.words.write!.includes('write(out'),
    add: { before: ['flock(out, LOCK_EX);'], after: ['flock(out, LOCK_UN);'] },
  },
  {
    id: 'lock-chunk',
    needs: s => s.words.write!.includes('write(out'),
    add: { loopTop: ['flock(out, LOCK_EX);'], afterWrite: ['flock(out, LOCK_UN);'] },
  },
  {
    id: 'two-sinks',
    add: {
      top: ['long copies = 0;'],
      afterWrite: ['copies += tee_to_log(buf, n);'],
      after: ['observe("copies", copies);'],
    },
  },
  { id: 'conditional-sink', add: { afterRead: ['if (n < 100)', '\tcontinue;'] } },
  { id: 'buffer-after', add: { after: ['observe("last", (unsigned char)buf[0]);'] } },
  {
    id: 'position-after',
    needs: s => s.words.read!.startsWith('read(in,'),
    add: { after: ['observe("position", (long)lseek(in, 0, SEEK_CUR));'] },
  },
  {
    id: 'sink-position',
    needs: s => s.words.write!.includes('write(out'),
    add: { after: ['observe("sinkPosition", (long)lseek(out, 0, SEEK_CUR));'] },
  },
  { id: 'ifdef', add: { afterWrite: ['#ifdef TRACE', 'observe("trace", n);', '#endif'] } },
  { id: 'ifdef-on', add: { afterWrite: ['#ifndef TRACE', 'observe("chunk", n);', '#endif'] } },
  { id: 'static-buffer', words: { qualifier: 'static ' } },
  { id: 'big-buffer', set: { size: '65536' } },
  { id: 'tiny-buffer', set: { size: '512' } },
  { id: 'short-ask', set: { ask: 'sizeof buf / 2' } },
  { id: 'throttle', add: { afterWrite: ['usleep(1);'] } },
  {
    id: 'chunks',
    add: { top: ['int chunks = 0;'], loopTop: ['chunks++;'], after: ['observe("chunks", chunks);'] },
  },
  { id: 'max-chunks', add: { top: ['int rounds = 0;'], loopTop: ['if (++rounds > 3)', '\tbreak;'] } },
  { id: 'result-break', words: { leave: 'break' } },
  { id: 'other-result', words: { failed: '-errno' } },
];

import type { Mutation, Slots } from '../model';

export const isSync = (s: Slots): boolean => s.words.kind === 'sync';
export const isHandle = (s: Slots): boolean => s.words.kind === 'handle';
export const isStream = (s: Slots): boolean => s.words.kind === 'stream';
export const isFileSink = (s: Slots): boolean => s.words.flags !== undefined;
const ownsSource = (s: Slots): boolean => s.parameters[0] === 'source';

/** What makes JavaScript's copy loops more, or less, than a plain copy. */
export const javascriptMutations: Mutation[] = [
  {
    id: 'total',
    add: { before: ['let total = 0;'], afterWrite: ['total += n;'], after: ['observe("total", total);'] },
  },
  {
    id: 'chunks',
    add: { before: ['let chunks = 0;'], loopTop: ['chunks += 1;'], after: ['observe("chunks", chunks);'] },
  },
  {
    id: 'limit-in-body',
    add: { before: ['let sent = 0;'], afterWrite: ['sent += n;', 'if (sent >= 9000) break;'] },
  },
  {
    id: 'limit-first',
    add: { before: ['let sent = 0;'], loopTop: ['if (sent >= 5000) break;'], afterWrite: ['sent += n;'] },
  },
  { id: 'stop-flag', add: { loopTop: ['if (stopped(2)) break;'] } },
  { id: 'stop-returns', add: { loopTop: ['if (stopped(3)) return;'] } },
  {
    id: 'aborted',
    add: {
      before: ['const controller = new AbortController();', 'if (stopped(1)) controller.abort();'],
      loopTop: ['if (controller.signal.aborted) break;'],
    },
  },
  { id: 'stop-byte', add: { afterRead: ['if (buf[0] === 10) break;'] } },
  { id: 'half', needs: s => !isStream(s), set: { extent: 'n >> 1' } },
  { id: 'odd-mask', needs: s => !isStream(s), set: { extent: 'n & ~511' } },
  { id: 'minus-trailer', needs: s => !isStream(s), set: { extent: 'Math.max(n - 4, 0)' } },
  { id: 'part', needs: isStream, words: { part: 'buf.subarray(1)' } },
  { id: 'header-read', needs: isSync, add: { before: ['fs.readSync(input, Buffer.alloc(8), 0, 8, null);'] } },
  { id: 'header-helper', needs: isSync, add: { before: ['skipHeader(input);'] } },
  { id: 'header-sent', needs: isSync, add: { before: ['fs.writeSync(output, "HEAD\\n");'] } },
  { id: 'header-streamed', needs: isStream, add: { before: ['output.write("HEAD\\n");'] } },
  { id: 'append', needs: isFileSink, words: { flags: "'a'" } },
  { id: 'exclusive', needs: isFileSink, words: { flags: "'wx'" } },
  { id: 'update', needs: isFileSink, words: { flags: "'r+'" } },
  { id: 'mode', needs: isFileSink, words: { flags: "'w', 0o600" } },
  { id: 'range', needs: s => isStream(s) && ownsSource(s), words: { options: ', { start: 10, end: 4000 }' } },
  {
    id: 'small-stream',
    needs: s => isStream(s) && ownsSource(s),
    words: { options: ', { highWaterMark: 1000 }' },
  },
  { id: 'sync-chunk', needs: isSync, add: { afterWrite: ['fs.fdatasyncSync(output);'] } },
  { id: 'sync-end', needs: isSync, add: { after: ['fs.fsyncSync(output);'] } },
  { id: 'callback', add: { afterWrite: ['observe("progress", n);'] } },
  {
    id: 'callback-constant',
    add: { before: ['const report = () => observe("chunk", 1);'], afterWrite: ['report();'] },
  },
  {
    id: 'checksum',
    add: {
      before: ["const sum = require('node:crypto').createHash('sha256');"],
      afterRead: ['sum.update(buf.subarray(0, n));'],
      after: ['observe("sum", sum.digest()[0]);'],
    },
  },
  { id: 'transform', add: { afterRead: ['for (let i = 0; i < n; i += 1) buf[i] ^= 0x5a;'] } },
  {
    id: 'two-sinks',
    add: {
      before: ['const log = [];'],
      afterWrite: ['log.push(Buffer.from(buf.subarray(0, n)));'],
      after: ['observe("log", log.length);'],
    },
  },
  { id: 'conditional-sink', add: { afterRead: ['if (n < 100) continue;'] } },
  { id: 'buffer-after', needs: s => !isStream(s), add: { after: ['observe("last", buf[0]);'] } },
  { id: 'size-after', needs: isSync, add: { after: ['observe("size", fs.fstatSync(output).size);'] } },
  {
    id: 'last-size',
    add: { before: ['let last = 0;'], afterWrite: ['last = n;'], after: ['observe("last", last);'] },
  },
  {
    id: 'throttle',
    needs: s => !isSync(s),
    add: { afterWrite: ['await new Promise(done => setImmediate(done));'] },
  },
  { id: 'try-finally', words: { finally: 'yes' } },
  { id: 'try-catch', words: { caught: 'yes' } },
  {
    id: 'bytes-written',
    needs: isStream,
    // Behind the end: before it, a file's stream may still be writing.
    add: { leaving: ['observe("bytes", output.bytesWritten > 0 ? 1 : 0);'] },
  },
  {
    id: 'listener',
    needs: isStream,
    add: { before: ["output.on('error', error => observe('listened', error.errno ?? 0));"] },
  },
  {
    id: 'source-listener',
    needs: isStream,
    add: { before: ["input.on('close', () => observe('closed', 1));"] },
  },
  { id: 'big-buffer', needs: s => !isStream(s), set: { size: '65536' } },
  { id: 'tiny-buffer', needs: s => !isStream(s), set: { size: '512' } },
  { id: 'short-ask', needs: s => !isStream(s), set: { ask: '1000' } },
  { id: 'label', add: { afterWrite: ['if (stopped(50)) break;'] } },
];

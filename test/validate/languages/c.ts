import type { LanguageForm, Slots } from '../model';
import { buildC } from '../toolchains/gcc';
import { emptySlots, indented } from './text';

const slots = (): Slots => ({
  ...emptySlots({
    bytes: 'buf',
    extent: 'n',
    ask: 'sizeof buf',
    size: '4096',
    words: { write: 'write(out, %b, %e)', read: 'read(in, buf, %a)', failed: '-1', qualifier: '' },
  }),
  imports: [
    'errno.h',
    'fcntl.h',
    'netinet/in.h',
    'stdio.h',
    'string.h',
    'sys/file.h',
    'sys/socket.h',
    'unistd.h',
  ],
});

const call = (pattern: string, { bytes, extent, ask }: Slots): string =>
  pattern.replace('%b', bytes).replace('%e', extent).replace('%a', ask);
const read = (s: Slots): string => call(s.words.read!, s);
const write = (s: Slots): string => call(s.words.write!, s);
/** Leaves at once, or (mutation `result-break`) with a result that is returned behind the loop. */
const leave = (s: Slots): string[] =>
  s.words.leave === 'break' ? [`result = ${s.words.failed};`, 'break;'] : [`return ${s.words.failed};`];
const failed = (s: Slots): string[] => [
  s.words.leave === 'break' ? `result = ${s.words.failed};` : `return ${s.words.failed};`,
];

const openSource = ['int in = open(source, O_RDONLY);', 'if (in < 0)', '\treturn -1;'];
const openSink = (flags: string): string[] => [
  `int out = open(sink, ${flags}, 0644);`,
  'if (out < 0) {',
  '\tclose(in);',
  '\treturn -1;',
  '}',
];
const openSocket = [
  'int out = socket(AF_INET, SOCK_STREAM, 0);',
  'if (connect(out, (const struct sockaddr *)address, sizeof *address) != 0) {',
  '\tclose(in);',
  '\tclose(out);',
  '\treturn -1;',
  '}',
];
const openPipe = ['int ends[2];', 'if (pipe(ends) != 0)', '\treturn -1;'];

export const c: LanguageForm = {
  id: 'c',
  extension: 'c',
  slots,
  ends: [
    {
      id: 'path-path',
      sources: ['file', 'fifo', 'proc', 'missing'],
      sinks: ['file', 'old', 'fifo'],
      apply(s) {
        s.parameters = ['const char *source', 'const char *sink'];
        s.words.flags = 'O_WRONLY | O_CREAT | O_TRUNC';
        s.top = [...openSource, ...openSink('%f')];
        s.beforeClose = ['close(in);', 'if (close(out) != 0)', '\tresult = -1;'];
      },
    },
    {
      id: 'path-socket',
      sources: ['file', 'fifo', 'proc'],
      sinks: ['socket'],
      apply(s) {
        s.parameters = ['const char *source', 'const struct sockaddr_in *address'];
        s.top = [...openSource, ...openSocket];
        s.beforeClose = ['close(in);', 'close(out);'];
        s.words.write = 'send(out, %b, %e, MSG_NOSIGNAL)';
      },
    },
    {
      id: 'path-stream',
      sources: ['file', 'fifo'],
      sinks: ['socket'],
      apply(s) {
        s.parameters = ['const char *source', 'const struct sockaddr_in *address'];
        s.top = [...openSource, ...openSocket];
        s.beforeClose = ['close(in);', 'close(out);'];
      },
    },
    {
      id: 'file-fd',
      sources: ['file'],
      sinks: ['socket'],
      positioned: true,
      apply(s) {
        s.parameters = ['int in_file', 'int sock'];
        s.top = ['int in = in_file;', 'int out = sock;'];
      },
    },
    {
      id: 'named-fd',
      sources: ['file'],
      sinks: ['socket'],
      positioned: true,
      apply(s) {
        s.parameters = ['int file_fd', 'int sock'];
        s.words.read = 'read(file_fd, buf, %a)';
        s.words.write = 'send(sock, %b, %e, 0)';
      },
    },
    {
      id: 'path-pipe',
      sources: ['file'],
      sinks: ['fifo'],
      apply(s) {
        s.parameters = ['const char *source'];
        s.top = [...openSource, ...openPipe];
        s.words.write = 'write(ends[1], %b, %e)';
        s.beforeClose = ['close(in);', 'close(ends[0]);', 'close(ends[1]);'];
      },
    },
    {
      id: 'pipe-path',
      sources: ['fifo'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['const char *sink'];
        s.top = [
          ...openPipe,
          'close(ends[1]);',
          'int in = ends[0];',
          ...openSink('O_WRONLY | O_CREAT | O_TRUNC'),
        ];
        s.words.read = 'read(ends[0], buf, %a)';
        s.beforeClose = ['close(ends[0]);', 'close(out);'];
      },
    },
  ],
  shapes: [
    {
      id: 'while-assign',
      lines: s => [
        `while ((n = ${read(s)}) > 0) {`,
        ...indented([
          ...s.loopTop,
          ...s.afterRead,
          `if (${write(s)} != ${s.extent}) {`,
          ...indented(leave(s)),
          '}',
          ...s.afterWrite,
        ]),
        '}',
        'if (n < 0)',
        ...indented(failed(s)),
      ],
    },
    {
      id: 'for-break',
      lines: s => [
        'for (;;) {',
        ...indented([
          ...s.loopTop,
          `n = ${read(s)};`,
          'if (n == 0)',
          '\tbreak;',
          'if (n < 0) {',
          ...indented(leave(s)),
          '}',
          ...s.afterRead,
          `if (${write(s)} < 0) {`,
          ...indented(leave(s)),
          '}',
          ...s.afterWrite,
        ]),
        '}',
      ],
    },
    {
      id: 'inner-write-loop',
      lines: s => [
        `while ((n = ${read(s)}) > 0) {`,
        ...indented([
          ...s.loopTop,
          ...s.afterRead,
          'ssize_t done = 0;',
          `while (done < ${s.extent}) {`,
          ...indented([
            `ssize_t w = ${call(s.words.write!, { ...s, bytes: `${s.bytes} + done`, extent: `${s.extent} - done` })};`,
            'if (w < 0) {',
            ...indented(s.words.leave === 'break' ? [...failed(s), 'goto out;'] : failed(s)),
            '}',
            'done += w;',
          ]),
          '}',
          ...s.afterWrite,
        ]),
        '}',
        'if (n < 0)',
        ...indented(failed(s)),
        ...(s.words.leave === 'break' ? ['out:'] : []),
      ],
    },
    {
      id: 'retry-eintr',
      lines: s => [
        'for (;;) {',
        ...indented([
          ...s.loopTop,
          `n = ${read(s)};`,
          'if (n < 0 && errno == EINTR)',
          '\tcontinue;',
          'if (n <= 0)',
          '\tbreak;',
          ...s.afterRead,
          'char *at = buf;',
          'while (n > 0) {',
          ...indented([
            `ssize_t w = ${call(s.words.write!, { ...s, bytes: 'at', extent: 'n' })};`,
            'if (w < 0 && errno == EINTR)',
            '\tcontinue;',
            'if (w < 0)',
            `\treturn ${s.words.failed};`,
            'at += w;',
            'n -= w;',
          ]),
          '}',
          ...s.afterWrite,
        ]),
        '}',
        'if (n < 0)',
        ...indented(failed(s)),
      ],
    },
    {
      id: 'do-while',
      lines: s => [
        'do {',
        ...indented([
          ...s.loopTop,
          `n = ${read(s)};`,
          'if (n > 0) {',
          ...indented([
            ...s.afterRead,
            `if (${write(s)} != ${s.extent}) {`,
            ...indented(leave(s)),
            '}',
            ...s.afterWrite,
          ]),
          '}',
        ]),
        '} while (n > 0);',
        'if (n < 0)',
        ...indented(failed(s)),
      ],
    },
    {
      id: 'limited',
      lines: s => [
        'off_t left = 40000;',
        'while (left > 0) {',
        ...indented([
          ...s.loopTop,
          `n = ${call(s.words.read!, { ...s, ask: 'left < (off_t)sizeof buf ? (size_t)left : sizeof buf' })};`,
          'if (n <= 0)',
          '\tbreak;',
          ...s.afterRead,
          `if (${write(s)} != ${s.extent})`,
          ...indented(failed(s)),
          ...s.afterWrite,
          'left -= n;',
        ]),
        '}',
        'if (left > 0)',
        '\tobserve("left", left);',
      ],
    },
  ],
  mutations: [
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
  ],
  text(name, _recipe, s, loop) {
    const code = [
      ...s.top,
      `${s.words.qualifier}char buf[${s.size}];`,
      'ssize_t n = 0;',
      'long result = 0;',
      ...s.before,
      ...loop,
      ...s.after,
      ...s.beforeClose,
      'return result;',
    ].map(line => line.replace('%f', s.words.flags ?? ''));
    return [
      ...s.imports.map(header => `#include <${header}>`),
      '',
      'void observe(const char *name, long value);',
      'int stopped(int calls);',
      'void skip_header(int fd);',
      'long tee_to_log(const char *data, long length);',
      '',
      `long ${name}(${s.parameters.join(', ')})`,
      '{',
      ...indented(code),
      '}',
      '',
    ].join('\n');
  },
  toolchain: buildC,
};

import type { LanguageForm, Mutation, Slots } from '../model';
import { node } from '../toolchains/node';
import { emptySlots, indented as indentedBy } from './text';

const indented = (lines: string[]): string[] => indentedBy(lines, '  ');
const slots = (): Slots =>
  emptySlots({
    bytes: 'buf',
    extent: 'n',
    ask: 'buf.length',
    size: '4096',
    words: { in: 'input', out: 'output', kind: 'sync' },
  });
const isSync = (s: Slots): boolean => s.words.kind === 'sync';
const isHandle = (s: Slots): boolean => s.words.kind === 'handle';
const isStream = (s: Slots): boolean => s.words.kind === 'stream';
const isFileSink = (s: Slots): boolean => s.words.flags !== undefined;
const ownsSource = (s: Slots): boolean => s.parameters[0] === 'source';

const read = ({ ask }: Slots): string => `fs.readSync(input, buf, 0, ${ask}, null)`;
const write = ({ bytes, extent }: Slots): string => `fs.writeSync(output, ${bytes}, 0, ${extent});`;
const body = (s: Slots): string[] => [...s.loopTop, ...s.afterRead, write(s), ...s.afterWrite];
const streamed = (s: Slots, line: string): string[] => [
  ...s.loopTop,
  'const n = buf.length;',
  ...s.afterRead,
  line.replace('%b', s.words.part ?? 'buf'),
  ...s.afterWrite,
];

const mutations: Mutation[] = [
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
    add: { after: ['observe("bytes", output.bytesWritten > 0 ? 1 : 0);'] },
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

const form = (id: 'javascript' | 'typescript', typed: (parameter: string) => string): LanguageForm => ({
  id,
  extension: id === 'javascript' ? 'js' : 'ts',
  // libuv tries again, or waits for readiness.
  withoutFaults: ['EINTR', 'EAGAIN'],
  slots,
  ends: [
    {
      id: 'sync-paths',
      sources: ['file', 'fifo', 'proc', 'missing'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['source', 'sink'];
        s.words.flags = "'w'";
        s.top = ["const input = fs.openSync(source, 'r');", 'const output = fs.openSync(sink, %f);'];
        s.leaving = ['fs.closeSync(input);', 'fs.closeSync(output);'];
      },
    },
    {
      id: 'handle-paths',
      sources: ['file', 'fifo', 'proc', 'missing'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['source', 'sink'];
        s.words.kind = 'handle';
        s.words.flags = "'w'";
        s.top = [
          "const input = await fs.promises.open(source, 'r');",
          'const output = await fs.promises.open(sink, %f);',
        ];
        s.leaving = ['await input.close();', 'await output.close();'];
      },
    },
    {
      id: 'stream-paths',
      sources: ['file', 'fifo', 'proc', 'missing'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['source', 'sink'];
        s.words.kind = 'stream';
        s.top = [
          'const input = fs.createReadStream(source%o);',
          'const output = fs.createWriteStream(sink);',
        ];
        s.leaving = ['output.end();', "await once(output, 'finish');"];
      },
    },
    {
      id: 'stream-socket',
      sources: ['file', 'fifo', 'proc'],
      sinks: ['socket'],
      apply(s) {
        s.parameters = ['source', 'output'];
        s.words.kind = 'stream';
        s.top = ['const input = fs.createReadStream(source%o);'];
      },
    },
    {
      id: 'stream-made-socket',
      sources: ['file', 'fifo'],
      sinks: ['socket'],
      apply(s) {
        s.parameters = ['source', 'port'];
        s.words.kind = 'stream';
        s.top = [
          'const input = fs.createReadStream(source%o);',
          "const output = net.connect(port, '127.0.0.1');",
        ];
        s.leaving = ['output.end();', "await once(output, 'close');"];
      },
    },
    {
      id: 'stream-ended-socket',
      sources: ['file'],
      sinks: ['socket'],
      apply(s) {
        s.parameters = ['source', 'port'];
        s.words.kind = 'stream';
        s.top = [
          'const input = fs.createReadStream(source%o);',
          "const output = net.connect(port, '127.0.0.1');",
        ];
        s.leaving = ['output.end();', "await once(output, 'finish');"];
      },
    },
  ],
  shapes: [
    {
      id: 'while-assign',
      needs: isSync,
      lines: s => ['let n;', `while ((n = ${read(s)}) > 0) {`, ...indented(body(s)), '}'],
    },
    {
      id: 'while-not-zero',
      needs: isSync,
      lines: s => ['let n = 0;', `while ((n = ${read(s)}) !== 0) {`, ...indented(body(s)), '}'],
    },
    {
      id: 'for-ever',
      needs: isSync,
      lines: s => [
        'for (;;) {',
        ...indented([`const n = ${read(s)};`, 'if (n === 0) break;', ...body(s)]),
        '}',
      ],
    },
    {
      id: 'do-while',
      needs: isSync,
      lines: s => ['let n;', 'do {', ...indented([`n = ${read(s)};`, ...body(s)]), '} while (n > 0);'],
    },
    {
      id: 'handle-loop',
      needs: isHandle,
      lines: s => [
        'while (true) {',
        ...indented([
          `const { bytesRead: n } = await input.read(buf, 0, ${s.ask});`,
          'if (n === 0) break;',
          ...s.loopTop,
          ...s.afterRead,
          `await output.write(buf, 0, ${s.extent});`,
          ...s.afterWrite,
        ]),
        '}',
      ],
    },
    {
      id: 'handle-last',
      needs: isHandle,
      lines: s => [
        'let n = 0;',
        'do {',
        ...indented([
          `({ bytesRead: n } = await input.read(buf, 0, ${s.ask}, null));`,
          ...s.loopTop,
          ...s.afterRead,
          `await output.write(buf, 0, ${s.extent});`,
          ...s.afterWrite,
        ]),
        '} while (n > 0);',
      ],
    },
    {
      id: 'for-await',
      needs: isStream,
      lines: s => ['for await (const buf of input) {', ...indented(streamed(s, 'output.write(%b);')), '}'],
    },
    {
      id: 'for-await-drain',
      needs: isStream,
      lines: s => [
        'for await (const buf of input) {',
        ...indented(streamed(s, "if (!output.write(%b)) await once(output, 'drain');")),
        '}',
      ],
    },
    {
      id: 'read-write-whole',
      needs: s => isSync(s),
      lines: () => ['fs.writeSync(output, fs.readFileSync(input));'],
    },
  ],
  mutations,
  text(name, _recipe, s, loop) {
    const core = [...s.before, ...loop, ...s.after];
    const guarded = s.words.finally
      ? ['try {', ...indented(core), '} finally {', ...indented(s.leaving), '}']
      : s.words.caught
        ? [
            'try {',
            ...indented(core),
            '} catch (error) {',
            '  observe("caught", error.errno ?? 0);',
            '}',
            ...s.leaving,
          ]
        : [...core, ...s.leaving];
    const code = [...s.top, ...(isStream(s) ? [] : [`const buf = Buffer.alloc(${s.size});`]), ...guarded].map(
      line => line.replace('%f', s.words.flags ?? '').replace('%o', s.words.options ?? ''),
    );
    const typescript = id === 'typescript';
    const imports = typescript
      ? [
          "import * as fs from 'node:fs';",
          "import * as net from 'node:net';",
          "import { once } from 'node:events';",
          "import { observe, skipHeader, stopped } from './harness';",
        ]
      : [
          "const fs = require('node:fs');",
          "const net = require('node:net');",
          "const { once } = require('node:events');",
          "const { observe, skipHeader, stopped } = require('./harness');",
        ];
    const head = `async function ${name}(${s.parameters.map(typed).join(', ')})`;
    return [
      ...imports,
      '',
      `${typescript ? 'export ' : ''}${head} {`,
      ...indented(code),
      '}',
      ...(typescript ? [] : ['', `module.exports = { ${name} };`]),
      '',
    ].join('\n');
  },
  toolchain: node,
});

export const javascript = form('javascript', parameter => parameter);
export const typescript = form('typescript', parameter =>
  parameter === 'output'
    ? "output: import('node:net').Socket"
    : `${parameter}: ${parameter === 'port' ? 'number' : 'string'}`,
);

import type { LanguageForm, Slots } from '../model';
import { node } from '../toolchains/node';
import { isHandle, isStream, isSync, javascriptMutations } from './javascriptMutations';
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
  mutations: javascriptMutations,
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

import type { LanguageForm, Mutation, Slots } from '../model';
import { mono } from '../toolchains/mono';
import { emptySlots, indented as indentedBy } from './text';

const indented = (lines: string[]): string[] => indentedBy(lines, '    ');
const slots = (): Slots =>
  emptySlots({
    bytes: 'buffer',
    extent: 'n',
    ask: 'buffer.Length',
    size: '4096',
    words: { in: 'input', out: 'output', write: '$out.Write(%b, 0, %e);' },
  });
const isFileSink = (s: Slots): boolean => s.words.open !== undefined;
const ownsSource = (s: Slots): boolean => s.words.from !== undefined;
const write = ({ words, bytes, extent }: Slots): string =>
  words.write!.replace('$out', words.out!).replace('%b', bytes).replace('%e', extent);
const read = ({ words, ask }: Slots): string => `${words.in}.Read(buffer, 0, ${ask})`;
const steps = (s: Slots): string[] => [...s.loopTop, ...s.afterRead, write(s), ...s.afterWrite];

const mutations: Mutation[] = [
  {
    id: 'total',
    add: {
      before: ['long total = 0;'],
      afterWrite: ['total += n;'],
      after: ['Harness.Observe("total", total);'],
    },
  },
  {
    id: 'chunks',
    add: {
      before: ['int chunks = 0;'],
      loopTop: ['chunks++;'],
      after: ['Harness.Observe("chunks", chunks);'],
    },
  },
  {
    id: 'limit-in-body',
    add: { before: ['long sent = 0;'], afterWrite: ['sent += n;', 'if (sent >= 9000) break;'] },
  },
  {
    id: 'limit-first',
    add: { before: ['long sent = 0;'], loopTop: ['if (sent >= 5000) break;'], afterWrite: ['sent += n;'] },
  },
  { id: 'stop-flag', add: { loopTop: ['if (Harness.Stopped(2)) break;'] } },
  { id: 'stop-returns', add: { loopTop: ['if (Harness.Stopped(3)) return;'] } },
  {
    id: 'cancelled',
    add: {
      before: ['var cancel = new CancellationTokenSource();', 'if (Harness.Stopped(1)) cancel.Cancel();'],
      loopTop: ['cancel.Token.ThrowIfCancellationRequested();'],
    },
  },
  { id: 'stop-byte', add: { afterRead: ['if (buffer[0] == 10) break;'] } },
  { id: 'half', set: { extent: 'n / 2' } },
  { id: 'odd-mask', set: { extent: 'n & ~511' } },
  { id: 'minus-trailer', set: { extent: 'Math.Max(n - 4, 0)' } },
  { id: 'header-read', add: { before: ['$in.Read(new byte[8], 0, 8);'] } },
  { id: 'header-helper', add: { before: ['Harness.SkipHeader($in);'] } },
  { id: 'header-sent', needs: isFileSink, add: { before: ['$out.WriteByte(72);'] } },
  { id: 'seek-first', needs: ownsSource, add: { before: ['if (input.CanSeek) input.Position = 100;'] } },
  { id: 'append', needs: isFileSink, words: { open: 'new FileStream(sink, FileMode.Append)' } },
  { id: 'exclusive', needs: isFileSink, words: { open: 'new FileStream(sink, FileMode.CreateNew)' } },
  { id: 'open-or-create', needs: isFileSink, words: { open: 'File.OpenWrite(sink)' } },
  {
    id: 'file-share',
    needs: isFileSink,
    words: { open: 'new FileStream(sink, FileMode.Create, FileAccess.Write, FileShare.None)' },
  },
  {
    id: 'delete-on-close',
    needs: isFileSink,
    words: {
      open: 'new FileStream(sink, FileMode.Create, FileAccess.Write, FileShare.None, 4096, FileOptions.DeleteOnClose)',
    },
  },
  {
    id: 'write-through',
    needs: isFileSink,
    words: {
      open: 'new FileStream(sink, FileMode.Create, FileAccess.Write, FileShare.Read, 4096, FileOptions.WriteThrough)',
    },
  },
  { id: 'create', needs: isFileSink, words: { open: 'File.Create(sink)' } },
  {
    id: 'open-read',
    needs: ownsSource,
    words: { from: 'new FileStream(source, FileMode.Open, FileAccess.Read)' },
  },
  { id: 'open-write-too', needs: ownsSource, words: { from: 'new FileStream(source, FileMode.Open)' } },
  { id: 'flush-chunk', needs: isFileSink, add: { afterWrite: ['output.Flush();'] } },
  { id: 'sync-chunk', needs: isFileSink, add: { afterWrite: ['output.Flush(true);'] } },
  { id: 'callback', add: { afterWrite: ['Harness.Observe("progress", n);'] } },
  {
    id: 'callback-action',
    add: { before: ['Action<string, long> report = Harness.Observe;'], afterWrite: ['report("chunk", 1);'] },
  },
  {
    id: 'checksum',
    add: {
      before: ['long sum = 0;'],
      afterRead: ['for (int i = 0; i < n; i++) sum = sum * 31 + buffer[i];'],
      after: ['Harness.Observe("sum", sum);'],
    },
  },
  { id: 'transform', add: { afterRead: ['for (int i = 0; i < n; i++) buffer[i] ^= 0x5a;'] } },
  {
    id: 'two-sinks',
    add: {
      before: ['var log = new MemoryStream();'],
      afterWrite: ['log.Write(buffer, 0, n);'],
      after: ['Harness.Observe("log", log.Length);'],
    },
  },
  {
    id: 'conditional-sink',
    needs: s => s.words.shape !== 'for-loop',
    add: { afterRead: ['if (n < 100) continue;'] },
  },
  { id: 'buffer-after', add: { after: ['Harness.Observe("last", buffer[0]);'] } },
  {
    id: 'count-after',
    needs: s => s.words.shape === 'while-assign',
    add: { after: ['Harness.Observe("n", n);'] },
  },
  {
    id: 'position-after',
    needs: ownsSource,
    add: { after: ['if (input.CanSeek) Harness.Observe("position", input.Position);'] },
  },
  { id: 'length-after', needs: isFileSink, add: { after: ['Harness.Observe("length", output.Length);'] } },
  { id: 'lock-chunk', add: { loopTop: ['lock (buffer) { }'] } },
  { id: 'throttle', add: { afterWrite: ['Thread.Sleep(0);'] } },
  { id: 'big-buffer', set: { size: '65536' } },
  { id: 'tiny-buffer', set: { size: '512' } },
  { id: 'short-ask', set: { ask: '1000' } },
  { id: 'finally', add: { leaving: ['Harness.Observe("left", 1);'] } },
];

export const csharp: LanguageForm = {
  id: 'csharp',
  extension: 'cs',
  withoutFaults: ['EINTR', 'EAGAIN'],
  reservation:
    'run by Mono alone: its class library is not that of .NET, so no fix is shown to be safe there',
  slots,
  ends: [
    {
      id: 'paths',
      sources: ['file', 'fifo', 'proc', 'missing'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['string source', 'string sink'];
        Object.assign(s.words, {
          from: 'File.OpenRead(source)',
          open: 'new FileStream(sink, FileMode.Create)',
          using: 'yes',
        });
      },
    },
    {
      id: 'path-socket',
      sources: ['file', 'fifo', 'proc'],
      sinks: ['socket'],
      apply(s) {
        s.parameters = ['string source', 'Socket output'];
        Object.assign(s.words, {
          from: 'File.OpenRead(source)',
          using: 'yes',
          write: '$out.Send(%b, 0, %e, SocketFlags.None);',
        });
      },
    },
    {
      id: 'path-network-stream',
      sources: ['file', 'fifo'],
      sinks: ['socket'],
      apply(s) {
        s.parameters = ['string source', 'Socket socket'];
        s.top = ['var output = new NetworkStream(socket);'];
        Object.assign(s.words, { from: 'File.OpenRead(source)', using: 'yes' });
      },
    },
    {
      id: 'streams',
      sources: ['file'],
      sinks: ['file', 'socket'],
      positioned: true,
      apply(s) {
        s.parameters = ['Stream input', 'Stream output'];
      },
    },
    {
      id: 'file-streams',
      sources: ['file'],
      sinks: ['file', 'old'],
      positioned: true,
      apply(s) {
        s.parameters = ['FileStream input', 'FileStream output'];
      },
    },
  ],
  shapes: [
    {
      id: 'while-assign',
      lines: s => ['int n;', `while ((n = ${read(s)}) > 0)`, '{', ...indented(steps(s)), '}'],
    },
    {
      id: 'while-not-zero',
      lines: s => ['int n = 0;', `while ((n = ${read(s)}) != 0)`, '{', ...indented(steps(s)), '}'],
    },
    {
      id: 'while-true',
      lines: s => [
        'while (true)',
        '{',
        ...indented([`int n = ${read(s)};`, 'if (n == 0) break;', ...steps(s)]),
        '}',
      ],
    },
    {
      id: 'do-while',
      lines: s => ['int n;', 'do', '{', ...indented([`n = ${read(s)};`, ...steps(s)]), '} while (n > 0);'],
    },
    {
      id: 'for-loop',
      lines: s => [`for (int n = ${read(s)}; n > 0; n = ${read(s)})`, '{', ...indented(steps(s)), '}'],
    },
    {
      id: 'less-or-equal',
      lines: s => [
        'for (;;)',
        '{',
        ...indented([`var n = ${read(s)};`, 'if (n <= 0)', '    break;', ...steps(s)]),
        '}',
      ],
    },
    {
      id: 'async',
      needs: s => s.words.ends !== 'path-socket',
      lines: s => [
        'int n;',
        `while ((n = await ${s.words.in}.ReadAsync(buffer, 0, ${s.ask})) > 0)`,
        '{',
        ...indented([
          ...s.loopTop,
          ...s.afterRead,
          `await ${s.words.out}.WriteAsync(buffer, 0, ${s.extent});`,
          ...s.afterWrite,
        ]),
        '}',
      ],
    },
  ],
  mutations,
  text(name, recipe, s, loop) {
    const body = [...s.before, `var buffer = new byte[${s.size}];`, ...loop, ...s.after];
    const opened = [
      ...(s.words.from ? [`using (var input = ${s.words.from})`] : []),
      ...(s.words.open ? [`using (var output = ${s.words.open})`] : []),
    ];
    const core = opened.length > 0 ? [...opened, '{', ...indented(body), '}'] : body;
    const isAsync = recipe.shape === 'async';
    return [
      'using System;',
      'using System.IO;',
      'using System.Net.Sockets;',
      'using System.Threading;',
      'using System.Threading.Tasks;',
      '',
      `static class ${name}`,
      '{',
      ...indented([
        `public static ${isAsync ? 'async Task' : 'void'} Run(${s.parameters.join(', ')})`,
        '{',
        ...indented([...s.top, ...core, ...s.leaving]),
        '}',
      ]),
      '}',
      '',
    ].join('\n');
  },
  toolchain: mono,
};

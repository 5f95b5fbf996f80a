import type { Excuse, LanguageForm, Mutation, Observed, Slots } from '../model';
import { runsOnDotnet, csharp as toolchain } from '../toolchains/csharp';
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
/** A program that opens a named pipe to be written too waits for itself without end. */
const opensFiles = (s: Slots): boolean => s.words.ends === 'file-paths';
const ownsSource = (s: Slots): boolean => s.words.from !== undefined;
const write = ({ words, bytes, extent }: Slots): string =>
  words.write!.replace('$out', words.out!).replace('%b', bytes).replace('%e', extent);
const read = ({ words, ask }: Slots): string => `${words.in}.Read(buffer, 0, ${ask})`;
const steps = (s: Slots): string[] => [...s.loopTop, ...s.afterRead, write(s), ...s.afterWrite];

const asyncLoop = (s: Slots, { token, configured }: { token: string; configured: string }): string[] => [
  'int n;',
  `while ((n = await ${s.words.in}.ReadAsync(buffer, 0, ${s.ask}${token})${configured}) > 0)`,
  '{',
  ...indented([
    ...s.loopTop,
    ...s.afterRead,
    `await ${s.words.out}.WriteAsync(buffer, 0, ${s.extent}${token})${configured};`,
    ...s.afterWrite,
  ]),
  '}',
];

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
  { id: 'open-write-too', needs: opensFiles, words: { from: 'new FileStream(source, FileMode.Open)' } },
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
  {
    id: 'total-outside',
    add: {
      top: ['long total = 0;'],
      afterWrite: ['total += n;'],
      leaving: ['Harness.Observe("total", total);'],
    },
  },
  { id: 'total-unasked', add: { before: ['long total = 0;'], afterWrite: ['total += n;'] } },
  {
    id: 'bytes-left',
    needs: s => !s.words.shape!.startsWith('async'),
    set: { ask: '(int)Math.Min(buffer.Length, left)' },
    add: { before: ['long left = 9000;'], afterWrite: ['left -= n;'] },
  },
  {
    id: 'named-arguments',
    needs: s => s.words.write!.startsWith('$out.Write'),
    words: { write: '$out.Write(count: %e, offset: 0, array: %b);' },
  },
  { id: 'sink-may-be-null', words: { out: 'output?' } },
  {
    id: 'own-stream',
    needs: isFileSink,
    words: { open: 'new Mask(sink)', class: 'yes' },
  },
  {
    id: 'own-declared',
    needs: isFileSink,
    words: { open: 'new Mask(sink)', class: 'yes', type: 'Mask' },
  },
  { id: 'flush-end', needs: isFileSink, add: { after: ['output.Flush();'] } },
  { id: 'sync-end', needs: isFileSink, add: { after: ['output.Flush(true);'] } },
  {
    id: 'share-source',
    needs: ownsSource,
    words: { from: 'new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)' },
  },
  { id: 'share-none', needs: opensFiles, words: { from: 'File.Open(source, FileMode.Open)' } },
  {
    id: 'positioned',
    needs: ownsSource,
    words: { from: 'new FileStream(source, FileMode.Open, FileAccess.Read) { Position = 7 }' },
  },
  { id: 'buffered-source', needs: ownsSource, words: { from: 'new BufferedStream(File.OpenRead(source))' } },
  { id: 'caught-around', words: { caught: 'yes' } },
  {
    id: 'caught-write',
    add: {
      loopTop: ['try', '{', '    Harness.Stopped(1000);', '}', 'catch (IOException)', '{', '    break;', '}'],
    },
  },
  { id: 'region', add: { afterRead: ['#region write'], after: ['#endregion'] } },
  {
    id: 'conditional-code',
    add: { afterWrite: ['#if !NOTHING', 'Harness.Observe("compiled", 1);', '#endif'] },
  },
  {
    id: 'label',
    needs: s => s.words.shape !== 'for-loop',
    add: {
      loopTop: ['if (Harness.Stopped(2)) goto done;'],
      leaving: ['done:', 'Harness.Observe("left", 1);'],
    },
  },
  { id: 'rented', needs: () => true, words: { made: 'System.Buffers.ArrayPool<byte>.Shared.Rent' } },
];

/** A failure left the program, or a handler of it took one. */
const hasFailed = ({ said }: Observed): boolean => !/error=nil/.test(said) || /caught=/.test(said);
const bytes = ({ delivered, hash }: Observed): Partial<Observed> => ({ delivered, hash });
/** What is delivered are the first bytes that the source gave. */
const isBeginning = ({ delivered, from }: Observed): boolean => delivered <= 0 || from >= 0;
const valuesOf = ({ said }: Observed): string[] =>
  said.split(';').filter(value => !/^(error=|caught=|(source|sink)At=)/.test(value));

/** A failure of another kind, before or after values that the other run tells. */
const failsOtherwise = (before: Observed, after: Observed): Partial<Observed> => {
  const [fewer, more] = [before, after].map(valuesOf).sort((a, b) => a.length - b.length);
  return fewer!.every(value => more!.includes(value)) ? { said: after.said } : {};
};

/** Of a file that was there, less may be written over. */
const differsAfterFailure: Excuse = ({ sink }, before, after) => {
  const isLess = sink === 'old' && after.delivered <= before.delivered;
  return hasFailed(after) && (isLess || isBeginning(after)) ? bytes(after) : {};
};
/** A source without a size gives nothing, whatever is said of it. */
const isSizeless: Excuse = ({ source }, _, after) =>
  /^(fifo|proc)$/.test(source) && after.delivered <= 0 ? { ...bytes(after), said: after.said } : {};

const excuses: Record<string, Excuse> = {
  'the copy takes on the mode and the times of the source, as File.Copy has it': (_, _before, { mode }) => ({
    mode,
  }),
  'after a failure another number of bytes may have been written': differsAfterFailure,
  'after a failure another number of bytes may have been sent': differsAfterFailure,
  'a failure may be reported at another time, or by another exception': (_, before, after) =>
    hasFailed(after) ? failsOtherwise(before, after) : {},
  'on Mono, Socket.SendFile loses what one call does not take, and reports no failure': (
    one,
    before,
    after,
  ) =>
    one.fault.kind !== 'none' && isBeginning(after)
      ? { ...bytes(after), ...failsOtherwise(before, after) }
      : {},
  'after a failure the files are closed at once': (_, _allowed, { open }, before) =>
    hasFailed(before) ? { open } : {},
  'of a pipe or a file of /proc, which have no size, File.Copy may copy nothing': isSizeless,
  'of a pipe or a file of /proc, which have no size, Socket.SendFile sends nothing': isSizeless,
  'a source without a position, such as a pipe, raises NotSupportedException after the copy': (
    { source },
    _,
    { said },
  ) => (source === 'fifo' && /error=NotSupportedException/.test(said) ? { said } : {}),
};

export const csharp: LanguageForm = {
  id: 'csharp',
  extension: 'cs',
  withoutFaults: ['EINTR', 'EAGAIN'],
  get reservation() {
    const onMono =
      'run by Mono alone: its class library is not that of .NET, so no fix is shown to be safe there';
    return runsOnDotnet() ? undefined : onMono;
  },
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
      id: 'file-paths',
      sources: ['file', 'missing'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['string source', 'string sink'];
        Object.assign(s.words, {
          from: 'File.OpenRead(source)',
          open: 'File.Create(sink)',
          using: 'yes',
        });
      },
    },
    {
      id: 'closed-paths',
      sources: ['file', 'fifo', 'proc', 'missing'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['string source', 'string sink'];
        s.leaving = ['input.Close();', 'output.Close();'];
        Object.assign(s.words, {
          from: 'File.OpenRead(source)',
          open: 'new FileStream(sink, FileMode.Create)',
          using: 'no',
        });
      },
    },
    {
      id: 'path-stream',
      sources: ['file', 'fifo', 'proc'],
      sinks: ['file', 'socket'],
      apply(s) {
        s.parameters = ['string source', 'Stream output'];
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
      id: 'read-ahead',
      lines: s => [
        `int n = ${read(s)};`,
        'while (n > 0)',
        '{',
        ...indented([...steps(s), `n = ${read(s)};`]),
        '}',
      ],
    },
    {
      id: 'async-configured',
      needs: s => s.words.ends !== 'path-socket',
      lines: s => asyncLoop(s, { token: '', configured: '.ConfigureAwait(false)' }),
    },
    {
      id: 'async-token',
      needs: s => s.words.ends !== 'path-socket',
      lines: s => asyncLoop(s, { token: ', token', configured: '' }),
    },
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
      lines: s => asyncLoop(s, { token: '', configured: '' }),
    },
  ],
  mutations,
  text(name, recipe, s, loop) {
    const made = s.words.made ? `${s.words.made}(${s.size})` : `new byte[${s.size}]`;
    const whole = [...s.before, `var buffer = ${made};`, ...loop, ...s.after];
    const body = s.words.caught
      ? [
          'try',
          '{',
          ...indented(whole),
          '}',
          'catch (IOException)',
          '{',
          '    Harness.Observe("caught", 1);',
          '}',
        ]
      : whole;
    const isAsync = recipe.shape.startsWith('async');
    const token = recipe.shape === 'async-token' ? ['var token = new CancellationTokenSource().Token;'] : [];
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
        ...(s.words.class ? maskingClass : []),
        `public static ${isAsync ? 'async Task' : 'void'} Run(${s.parameters.join(', ')})`,
        '{',
        ...indented([...s.top, ...token, ...opening(s, body), ...s.leaving]),
        '}',
      ]),
      '}',
      '',
    ].join('\n');
  },
  toolchain,
  excuses,
};

/** The ends a program opens, around the copy or before it. */
function opening({ words }: Slots, body: string[]): string[] {
  const opened = [
    ...(words.from ? [`var input = ${words.from}`] : []),
    ...(words.open ? [`${words.type ?? 'var'} output = ${words.open}`] : []),
  ];
  if (words.using === 'no') return [...opened.map(one => `${one};`), ...body];
  if (opened.length === 0) return body;
  return [...opened.map(one => `using (${one})`), '{', ...indented(body), '}'];
}

/** A file that changes what is written to it. */
const maskingClass = [
  'class Mask : FileStream',
  '{',
  '    public Mask(string path) : base(path, FileMode.Create) { }',
  '',
  '    public override void Write(byte[] data, int from, int length)',
  '    {',
  '        var masked = new byte[length];',
  '        for (int i = 0; i < length; i++) masked[i] = (byte)(data[from + i] ^ 0x5a);',
  '        base.Write(masked, 0, length);',
  '    }',
  '}',
  '',
];

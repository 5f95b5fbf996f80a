import type { LanguageForm, Slots } from '../model';
import { kotlin as toolchain } from '../toolchains/kotlin';
import { isChannel, jvmSlots, mutationsIn } from './jvm';
import { indented as indentedBy } from './text';

const indented = (lines: string[]): string[] => indentedBy(lines, '    ');
const write = ({ words, bytes, extent }: Slots): string => `${words.out}.write(${bytes}, 0, ${extent})`;
const read = ({ words, ask }: Slots): string => `${words.in}.read(${ask})`;
const stream = (s: Slots): boolean => !isChannel(s);
const steps = (s: Slots): string[] => [...s.loopTop, ...s.afterRead, write(s), ...s.afterWrite];

/** Java's spellings in the shared mutations, as Kotlin has them. */
const inKotlin = (line: string): string =>
  line
    .replace(/new (FileOutputStream|BufferedOutputStream)/g, '$1')
    .replace(/\$?in\.read\(%header\)/, '`in`.read(%header)')
    .replace(/(\w+\.available\(\) > 0) \? 1 : 0/, 'if ($1) 1 else 0');

export const kotlin: LanguageForm = {
  id: 'kotlin',
  extension: 'kt',
  withoutFaults: ['EINTR', 'EAGAIN'],
  // Its compiler is slow: these are all shapes with all mutations, and some pairs.
  programs: 340,
  slots: () => {
    const s = jvmSlots();
    return { ...s, words: { ...s.words, in: 'src', out: 'dst' } };
  },
  ends: [
    {
      id: 'streams',
      sources: ['file', 'fifo', 'proc', 'missing'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['source: String', 'sink: String'];
        s.words.open = 'FileOutputStream(sink)';
        s.words.use = 'FileInputStream(source).use { src ->\n%o.use { dst ->';
      },
    },
    {
      id: 'declared-streams',
      sources: ['file', 'fifo', 'proc'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['source: String', 'sink: String'];
        s.words.open = 'FileOutputStream(sink)';
        s.top = ['val src = FileInputStream(source)', 'val dst = %o'];
        s.leaving = ['src.close()', 'dst.close()'];
      },
    },
    {
      id: 'file-streams',
      sources: ['file', 'fifo', 'proc'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['source: File', 'sink: File'];
        s.words.use = 'source.inputStream().use { src ->\nsink.outputStream().use { dst ->';
      },
    },
    {
      id: 'channels',
      sources: ['file', 'fifo', 'proc'],
      sinks: ['file', 'old', 'fifo'],
      apply(s) {
        s.parameters = ['source: String', 'sink: String'];
        s.words.kind = 'channel';
        s.words.open = 'FileOutputStream(sink).channel';
        s.top = ['val src = FileInputStream(source).channel', 'val dst = %o'];
        s.leaving = ['src.close()', 'dst.close()'];
      },
    },
    {
      id: 'opened-channels',
      sources: ['file', 'fifo', 'proc', 'missing'],
      sinks: ['file', 'old', 'fifo'],
      apply(s) {
        s.parameters = ['source: String', 'sink: String'];
        s.words.kind = 'channel';
        s.words.open = 'FileChannel.open(Path.of(sink), StandardOpenOption.CREATE, StandardOpenOption.WRITE)';
        s.top = [
          'val src = FileChannel.open(Path.of(source), StandardOpenOption.READ)',
          'val dst = %o',
          'try {',
        ];
        s.leaving = ['} finally {', 'src.close()', 'dst.close()', '}'];
      },
    },
    {
      id: 'used-channels',
      sources: ['file', 'fifo', 'proc'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['source: String', 'sink: String'];
        s.words.kind = 'channel';
        s.words.open = 'FileOutputStream(sink).channel';
        s.words.use = 'FileInputStream(source).channel.use { src ->\n%o.use { dst ->';
      },
    },
    {
      id: 'file-socket-channel',
      sources: ['file', 'fifo', 'proc'],
      sinks: ['socket'],
      apply(s) {
        s.parameters = ['source: String', 'address: InetSocketAddress'];
        s.words.kind = 'channel';
        s.words.use =
          'FileInputStream(source).channel.use { src ->\nSocketChannel.open(address).use { dst ->';
      },
    },
    {
      id: 'positioned-channels',
      sources: ['file'],
      sinks: ['socket'],
      positioned: true,
      apply(s) {
        s.parameters = ['src: FileChannel', 'dst: SocketChannel'];
        s.words.kind = 'channel';
      },
    },
    {
      id: 'positioned-streams',
      sources: ['file'],
      sinks: ['file', 'old'],
      positioned: true,
      apply(s) {
        s.parameters = ['src: FileInputStream', 'dst: FileOutputStream'];
      },
    },
  ],
  shapes: [
    {
      id: 'while-positive',
      needs: stream,
      lines: s => [
        `var n = ${read(s)}`,
        'while (n > 0) {',
        ...indented([...steps(s), `n = ${read(s)}`]),
        '}',
      ],
    },
    {
      id: 'while-assign',
      needs: stream,
      lines: s => ['var n: Int', `while (${read(s)}.also { n = it } != -1) {`, ...indented(steps(s)), '}'],
    },
    {
      id: 'while-true',
      needs: stream,
      lines: s => [
        'while (true) {',
        ...indented([`val n = ${read(s)}`, 'if (n < 0) break', ...steps(s)]),
        '}',
      ],
    },
    {
      id: 'do-while',
      needs: stream,
      lines: s => [
        'do {',
        ...indented([`val n = ${read(s)}`, 'if (n > 0) {', ...indented(steps(s)), '}']),
        '} while (n >= 0)',
      ],
    },
    { id: 'copy-to', needs: stream, lines: s => [`${s.words.in}.copyTo(${s.words.out})`] },
    {
      id: 'buffer-loop',
      needs: isChannel,
      lines: s => [
        `while (${read(s)} != -1) {`,
        ...indented([
          ...s.loopTop,
          'buf.flip()',
          ...s.afterRead,
          'while (buf.hasRemaining()) {',
          `    ${s.words.out}.write(buf)`,
          '}',
          'buf.clear()',
          ...s.afterWrite.filter(line => !/\bn\b/.test(line)),
        ]),
        '}',
      ],
    },
    {
      id: 'buffer-true',
      needs: isChannel,
      lines: s => [
        'while (true) {',
        ...indented([
          ...s.loopTop,
          `val n = ${read(s)}`,
          'if (n < 0) break',
          'buf.flip()',
          ...s.afterRead,
          `${s.words.out}.write(buf)`,
          'buf.clear()',
          ...s.afterWrite,
        ]),
        '}',
      ],
    },
    {
      id: 'buffer-plain',
      needs: isChannel,
      lines: s => [
        `while (${read(s)} > 0) {`,
        ...indented([
          ...s.loopTop,
          'buf.flip()',
          `while (buf.hasRemaining()) ${s.words.out}.write(buf)`,
          'buf.clear()',
        ]),
        '}',
      ],
    },
  ],
  mutations: mutationsIn({
    end: '',
    variable: (type, name, value) => `var ${name} = ${type === 'long' ? `${value}L` : value}`,
    byteAt: 'buf[0].toInt()',
  }),
  text(name, _recipe, s, loop) {
    const header = isChannel(s) ? 'ByteBuffer.allocate(8)' : 'ByteArray(8)';
    const buffer = isChannel(s)
      ? `val buf = ByteBuffer.allocate(${s.size})`
      : `val buf = ByteArray(${s.size})`;
    const body = [...s.before, buffer, ...loop, ...s.after];
    const used = s.words.use?.replace('%o', s.words.open ?? '').split('\n');
    const core = used ? [used[0]!, ...indented([used[1]!, ...indented(body), '}']), '}'] : body;
    const code = [...s.top.map(line => line.replace('%o', s.words.open ?? '')), ...core, ...s.leaving].map(
      line =>
        inKotlin(line.replace('%header', header))
          .replace(/observe\("(\w+)", (.*)\)$/, 'observe("$1", ($2).toLong())')
          .replace('harness.Harness.class', 'Any()'),
    );
    return [
      'import harness.Harness.observe',
      'import harness.Harness.skipHeader',
      'import harness.Harness.stopped',
      'import java.io.*',
      'import java.net.InetSocketAddress',
      'import java.nio.ByteBuffer',
      'import java.nio.channels.FileChannel',
      'import java.nio.channels.SocketChannel',
      'import java.nio.file.*',
      '',
      `fun ${name}(${s.parameters.join(', ')}) {`,
      ...indented(code),
      '}',
      '',
    ].join('\n');
  },
  toolchain,
};

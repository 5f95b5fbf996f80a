import type { LanguageForm, Slots } from '../model';
import { java as toolchain } from '../toolchains/java';
import { isChannel, isFileSink, jvmSlots, mutationsIn } from './jvm';
import { indented as indentedBy } from './text';

const indented = (lines: string[]): string[] => indentedBy(lines, '    ');
const write = ({ words, bytes, extent }: Slots): string => `${words.out}.write(${bytes}, 0, ${extent});`;
const read = ({ words, ask }: Slots): string => `${words.in}.read(${ask})`;
const stream = (s: Slots): boolean => !isChannel(s);
const declared = (s: Slots): string[] =>
  isChannel(s) ? [`ByteBuffer buf = ByteBuffer.allocate(${s.size});`] : [`byte[] buf = new byte[${s.size}];`];

export const java: LanguageForm = {
  id: 'java',
  extension: 'java',
  withoutFaults: ['EINTR', 'EAGAIN'],
  slots: jvmSlots,
  ends: [
    {
      id: 'streams',
      sources: ['file', 'fifo', 'proc', 'missing'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['String source', 'String sink'];
        s.words.open = 'new FileOutputStream(sink)';
        s.words.try = 'FileInputStream in = new FileInputStream(source); FileOutputStream out = %o';
      },
    },
    {
      id: 'declared-streams',
      sources: ['file', 'fifo', 'proc'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['String source', 'String sink'];
        s.words.open = 'new FileOutputStream(sink)';
        s.top = ['InputStream in = new FileInputStream(source);', 'OutputStream out = %o;'];
        s.leaving = ['in.close();', 'out.close();'];
      },
    },
    {
      id: 'channels',
      sources: ['file', 'fifo', 'proc'],
      sinks: ['file', 'old', 'fifo'],
      apply(s) {
        s.parameters = ['String source', 'String sink'];
        s.words.kind = 'channel';
        s.words.open = 'new FileOutputStream(sink).getChannel()';
        s.words.try =
          'FileChannel in = FileChannel.open(Path.of(source), StandardOpenOption.READ); FileChannel out = %o';
      },
    },
    {
      id: 'file-socket-channel',
      sources: ['file', 'fifo', 'proc'],
      sinks: ['socket'],
      apply(s) {
        s.parameters = ['String source', 'InetSocketAddress address'];
        s.words.kind = 'channel';
        s.words.try =
          'FileChannel in = new FileInputStream(source).getChannel(); SocketChannel out = SocketChannel.open(address)';
      },
    },
    {
      id: 'positioned-channels',
      sources: ['file'],
      sinks: ['socket'],
      positioned: true,
      apply(s) {
        s.parameters = ['FileChannel in', 'SocketChannel out'];
        s.words.kind = 'channel';
      },
    },
    {
      id: 'positioned-streams',
      sources: ['file'],
      sinks: ['file', 'old'],
      positioned: true,
      apply(s) {
        s.parameters = ['FileInputStream in', 'FileOutputStream out'];
      },
    },
    {
      id: 'any-streams',
      sources: ['file'],
      sinks: ['file', 'socket'],
      positioned: true,
      apply(s) {
        s.parameters = ['InputStream in', 'OutputStream out'];
      },
    },
  ],
  shapes: [
    {
      id: 'while-assign',
      needs: stream,
      lines: s => [
        'int n;',
        `while ((n = ${read(s)}) != -1) {`,
        ...indented([...s.loopTop, ...s.afterRead, write(s), ...s.afterWrite]),
        '}',
      ],
    },
    {
      id: 'while-positive',
      needs: stream,
      lines: s => [
        `int n = 0;`,
        `while ((n = ${read(s)}) > 0) {`,
        ...indented([...s.loopTop, ...s.afterRead, write(s), ...s.afterWrite]),
        '}',
      ],
    },
    {
      id: 'while-true',
      needs: stream,
      lines: s => [
        'while (true) {',
        ...indented([
          ...s.loopTop,
          `int n = ${read(s)};`,
          'if (n < 0) {',
          '    break;',
          '}',
          ...s.afterRead,
          write(s),
          ...s.afterWrite,
        ]),
        '}',
      ],
    },
    {
      id: 'for-loop',
      needs: stream,
      lines: s => [
        `for (int n = ${read(s)}; n != -1; n = ${read(s)}) {`,
        ...indented([...s.loopTop, ...s.afterRead, write(s), ...s.afterWrite]),
        '}',
      ],
    },
    {
      id: 'transfer-to',
      needs: s => stream(s) && s.words.ends !== 'any-streams',
      lines: s => [`${s.words.in}.transferTo(${s.words.out});`],
    },
    {
      id: 'buffer-loop',
      needs: isChannel,
      lines: s => [
        `while (${read(s)} != -1) {`,
        ...indented([
          ...s.loopTop,
          'buf.flip();',
          'int n = buf.remaining();',
          ...s.afterRead,
          'while (buf.hasRemaining()) {',
          `    ${s.words.out}.write(buf);`,
          '}',
          'buf.clear();',
          ...s.afterWrite,
        ]),
        '}',
      ],
    },
    {
      id: 'buffer-plain',
      needs: isChannel,
      lines: s => [
        `while (${read(s)} >= 0) {`,
        ...indented([
          ...s.loopTop,
          'buf.flip();',
          ...s.afterRead.filter(line => !/\bn\b/.test(line)),
          'while (buf.hasRemaining()) {',
          `    ${s.words.out}.write(buf);`,
          '}',
          'buf.clear();',
          ...s.afterWrite.filter(line => !/\bn\b/.test(line)),
        ]),
        '}',
      ],
    },
    {
      id: 'buffer-compact',
      needs: isChannel,
      lines: s => [
        `while (${read(s)} > 0 || buf.position() > 0) {`,
        ...indented([
          ...s.loopTop,
          'buf.flip();',
          ...s.afterRead.filter(line => !/\bn\b/.test(line)),
          `int n = ${s.words.out}.write(buf);`,
          'buf.compact();',
          ...s.afterWrite,
        ]),
        '}',
      ],
    },
    {
      id: 'buffer-total',
      needs: isChannel,
      lines: s => [
        'int n;',
        'long moved = 0;',
        `while ((n = ${read(s)}) > 0) {`,
        ...indented([
          ...s.loopTop,
          'buf.flip();',
          ...s.afterRead,
          `${s.words.out}.write(buf);`,
          'buf.clear();',
          'moved += n;',
          ...s.afterWrite,
        ]),
        '}',
        'observe("moved", moved);',
      ],
    },
  ],
  mutations: mutationsIn({
    end: ';',
    variable: (type, name, value) => `${type} ${name} = ${value};`,
    byteAt: 'buf[0]',
  }),
  text(name, _recipe, s, loop) {
    const header = isChannel(s) ? 'ByteBuffer.allocate(8)' : 'new byte[8]';
    const body = [
      ...s.before.map(line => line.replace('%header', header)),
      ...declared(s),
      ...loop,
      ...s.after,
    ];
    const tried = s.words.try?.replace('%o', s.words.open ?? '');
    const code = [
      ...s.top.map(line => line.replace('%o', s.words.open ?? '')),
      ...(tried ? [`try (${tried}) {`, ...indented(body), '}'] : body),
      ...s.leaving,
    ];
    const inner = s.words.types === 'sink' ? maskingClass : '';
    return [
      'import static harness.Harness.observe;',
      'import static harness.Harness.skipHeader;',
      'import static harness.Harness.stopped;',
      '',
      'import java.io.*;',
      'import java.net.InetSocketAddress;',
      'import java.nio.ByteBuffer;',
      'import java.nio.channels.FileChannel;',
      'import java.nio.channels.SocketChannel;',
      'import java.nio.file.*;',
      '',
      `public class ${name} {`,
      ...indented([
        ...(inner && isFileSink(s) ? inner.split('\n') : []),
        `public static void run(${s.parameters.join(', ')}) throws Exception {`,
        ...indented(code),
        '}',
      ]),
      '}',
      '',
    ].join('\n');
  },
  toolchain,
};

const maskingClass = `static class Mask extends FileOutputStream {
    Mask(String path) throws IOException {
        super(path);
    }

    @Override
    public void write(byte[] data, int from, int length) throws IOException {
        byte[] masked = new byte[length];
        for (int i = 0; i < length; i++) {
            masked[i] = (byte) (data[from + i] ^ 0x5a);
        }
        super.write(masked, 0, length);
    }
}
`;

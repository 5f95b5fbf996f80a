import type { LanguageForm, Slots } from '../model';
import { python as toolchain } from '../toolchains/python';
import { pythonMutations } from './pythonMutations';
import { emptySlots, indented as indentedBy } from './text';

const indented = (lines: string[]): string[] => indentedBy(lines, '    ');
const slots = (): Slots =>
  emptySlots({
    bytes: 'chunk',
    extent: 'chunk',
    ask: '4096',
    size: '4096',
    words: { in: 'src', out: 'dst', write: 'write', in_mode: 'rb' },
  });

const write = ({ words, extent }: Slots): string => `${words.out}.${words.write}(${extent})`;
export const python: LanguageForm = {
  id: 'python',
  extension: 'py',
  // The interpreter tries again what a signal interrupted (PEP 475).
  withoutFaults: ['EINTR'],
  slots,
  ends: [
    {
      id: 'with-files',
      sources: ['file', 'fifo', 'proc', 'missing'],
      sinks: ['file', 'old', 'fifo'],
      apply(s) {
        s.parameters = ['source', 'sink'];
        s.words.mode = 'wb';
        s.words.with = 'with open(source, "%r"%b) as src, open(sink, "%w"%b) as dst:';
      },
    },
    {
      id: 'nested-files',
      sources: ['file', 'fifo'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['source', 'sink'];
        s.words.mode = 'wb';
        s.top = ['src = open(source, "%r"%b)', 'dst = open(sink, "%w"%b)'];
        s.leaving = ['dst.close()', 'src.close()'];
      },
    },
    {
      id: 'file-socket',
      sources: ['file', 'fifo', 'proc'],
      sinks: ['socket'],
      apply(s) {
        s.parameters = ['source', 'sock: socket.socket'];
        s.words.out = 'sock';
        s.words.write = 'sendall';
        s.words.with = 'with open(source, "%r"%b) as src:';
      },
    },
    {
      id: 'made-socket',
      sources: ['file'],
      sinks: ['socket'],
      apply(s) {
        s.parameters = ['source', 'address'];
        s.words.out = 'sock';
        s.words.write = 'sendall';
        s.words.with = 'with open(source, "%r"%b) as src, socket.create_connection(address) as sock:';
      },
    },
    {
      id: 'positioned-socket',
      sources: ['file'],
      sinks: ['socket'],
      positioned: true,
      apply(s) {
        s.parameters = ['src: BufferedReader', 'sock: socket.socket'];
        s.words.out = 'sock';
        s.words.write = 'sendall';
      },
    },
    {
      id: 'makefile',
      sources: ['file'],
      sinks: ['socket'],
      apply(s) {
        s.parameters = ['source', 'sock: socket.socket'];
        s.words.with = 'with open(source, "%r"%b) as src, sock.makefile("wb") as dst:';
      },
    },
  ],
  shapes: [
    {
      id: 'walrus',
      lines: s => [
        `while chunk := src.read(${s.ask}):`,
        ...indented([...s.loopTop, ...s.afterRead, write(s), ...s.afterWrite]),
      ],
    },
    {
      id: 'while-true',
      lines: s => [
        'while True:',
        ...indented([
          ...s.loopTop,
          `chunk = src.read(${s.ask})`,
          'if not chunk:',
          '    break',
          ...s.afterRead,
          write(s),
          ...s.afterWrite,
        ]),
      ],
    },
    {
      id: 'read-ahead',
      lines: s => [
        `chunk = src.read(${s.ask})`,
        'while chunk:',
        ...indented([...s.loopTop, ...s.afterRead, write(s), ...s.afterWrite, `chunk = src.read(${s.ask})`]),
      ],
    },
    {
      id: 'iter-lambda',
      lines: s => [
        `for chunk in iter(lambda: src.read(${s.ask}%c, %e):`,
        ...indented([...s.loopTop, ...s.afterRead, write(s), ...s.afterWrite]),
      ],
    },
    {
      id: 'for-lines',
      lines: s => [
        'for chunk in src:',
        ...indented([...s.loopTop, ...s.afterRead, write(s), ...s.afterWrite]),
      ],
    },
    {
      id: 'readinto',
      lines: s => [
        'buffer = bytearray(4096)',
        'view = memoryview(buffer)',
        'while n := src.readinto(buffer):',
        ...indented([
          ...s.loopTop,
          ...s.afterRead.map(line => line.replaceAll('chunk', 'view[:n]')),
          write({ ...s, extent: s.extent.replaceAll('chunk', 'view[:n]') }),
          ...s.afterWrite.map(line => line.replaceAll('chunk', 'view[:n]')),
        ]),
      ],
    },
    {
      id: 'try-except',
      lines: s => [
        'try:',
        ...indented([
          'while True:',
          ...indented([
            ...s.loopTop,
            `chunk = src.read(${s.ask})`,
            'if chunk == b"":',
            '    break',
            ...s.afterRead,
            write(s),
            ...s.afterWrite,
          ]),
        ]),
        'except OSError as error:',
        ...indented(['observe("errno", error.errno or 0)', ...(s.words.swallow ? [] : ['raise'])]),
      ],
    },
    {
      id: 'copyfileobj',
      needs: s => s.words.write === 'write',
      lines: () => ['shutil.copyfileobj(src, dst)'],
    },
  ],
  mutations: pythonMutations,
  text(name, _recipe, s, loop) {
    const body = [...s.before, ...loop, ...s.after];
    const code = [
      ...s.top,
      ...(s.words.with ? [s.words.with, ...indented(body)] : body),
      ...s.leaving,
      `return ${s.words.result ?? 'True'}`,
    ].map(line =>
      line
        .replace('%r', s.words.in_mode!)
        .replace('%w', s.words.mode ?? '')
        .replaceAll('"%b', `"${s.words.buffering ?? ''}`)
        .replace('%e', s.words.sentinel ?? 'b""')
        .replace('%c', s.words.sentinel ? '' : ')')
        .replace('%s', s.words.write!),
    );
    const text = [`def ${name}(${s.parameters.join(', ')}):`, ...indented(code), ''].join('\n');
    const known = ['fcntl', 'hashlib', 'os', 'shutil', 'socket', 'threading', 'time'];
    const used = known.filter(module => new RegExp(`\\b${module}\\.`).test(text) || module === 'os');
    return [
      ...used.map(module => `import ${module}`),
      ...(text.includes('BufferedReader') ? ['from io import BufferedReader'] : []),
      'from harness import observe, skip_header, stopped',
      '',
      '',
      text,
    ].join('\n');
  },
  toolchain,
};

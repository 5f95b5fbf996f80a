import type { LanguageForm, Slots } from '../model';
import { python as toolchain } from '../toolchains/python';
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
const isFileSink = (s: Slots): boolean => s.words.mode !== undefined;
const opensSource = (s: Slots): boolean => s.parameters[0] === 'source';

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
  mutations: [
    {
      id: 'total',
      add: { before: ['total = 0'], afterWrite: ['total += len(chunk)'], after: ['observe("total", total)'] },
    },
    {
      id: 'total-outside',
      add: { top: ['total = 0'], afterWrite: ['total += len(chunk)'] },
      words: { result: 'total' },
    },
    {
      id: 'chunks',
      add: { before: ['chunks = 0'], loopTop: ['chunks += 1'], after: ['observe("chunks", chunks)'] },
    },
    {
      id: 'limit-in-body',
      add: { before: ['sent = 0'], afterWrite: ['sent += len(chunk)', 'if sent >= 9000:', '    break'] },
    },
    {
      id: 'limit-first',
      add: {
        before: ['sent = 0', 'limit = 5000'],
        loopTop: ['if sent >= limit:', '    break'],
        afterWrite: ['sent += len(chunk)'],
      },
    },
    { id: 'stop-flag', add: { loopTop: ['if stopped(2):', '    break'] } },
    {
      id: 'cancelled',
      add: {
        before: ['cancelled = {"job"} if stopped(1) else set()'],
        loopTop: ['if "job" in cancelled:', '    return False'],
      },
    },
    { id: 'stop-byte', add: { afterRead: ['if chunk[0] == 10:', '    break'] } },
    {
      id: 'until-newline',
      needs: s => s.words.shape === 'iter-lambda',
      words: { sentinel: 'b"\\n"' },
      set: { ask: '1) or b"\\n"' },
    },
    { id: 'half', set: { extent: 'chunk[:len(chunk) // 2]' } },
    { id: 'minus-trailer', set: { extent: 'chunk[:-4]' } },
    { id: 'odd-mask', set: { extent: 'chunk[:len(chunk) & ~511]' } },
    { id: 'header-read', add: { before: ['head = src.read(8)', 'observe("head", len(head))'] } },
    { id: 'header-helper', add: { before: ['skip_header(src)'] } },
    { id: 'header-pickle', add: { before: ['observe("record", len(src.readline()))'] } },
    {
      id: 'header-for',
      add: { before: ['for line in src:', '    observe("first", len(line))', '    break'] },
    },
    { id: 'header-sent', add: { before: ['$out.%s(b"HEAD\\n")'] } },
    { id: 'seek-first', needs: opensSource, add: { before: ['if src.seekable():', '    src.seek(100)'] } },
    { id: 'append', needs: isFileSink, words: { mode: 'ab' } },
    { id: 'exclusive', needs: isFileSink, words: { mode: 'xb' } },
    { id: 'update', needs: isFileSink, words: { mode: 'r+b' } },
    { id: 'unbuffered', words: { buffering: ', buffering=0' } },
    { id: 'flush-chunk', needs: isFileSink, add: { afterWrite: ['dst.flush()'] } },
    {
      id: 'sync-chunk',
      needs: isFileSink,
      add: { afterWrite: ['dst.flush()', 'os.fdatasync(dst.fileno())'] },
    },
    { id: 'sync-end', needs: isFileSink, add: { after: ['dst.flush()', 'os.fsync(dst.fileno())'] } },
    { id: 'callback', add: { afterWrite: ['observe("progress", len(chunk))'] } },
    { id: 'callback-parameter', add: { before: ['report = observe'], afterWrite: ['report("chunk", 1)'] } },
    {
      id: 'checksum',
      add: {
        before: ['digest = hashlib.sha256()'],
        afterRead: ['digest.update(chunk)'],
        after: ['observe("sum", digest.digest()[0])'],
      },
    },
    { id: 'transform', set: { extent: 'bytes(chunk).upper()' } },
    { id: 'lock-chunk', add: { before: ['lock = threading.Lock()'], loopTop: ['with lock:', '    pass'] } },
    {
      id: 'file-lock',
      needs: isFileSink,
      add: { before: ['fcntl.flock(dst, fcntl.LOCK_EX)'], after: ['fcntl.flock(dst, fcntl.LOCK_UN)'] },
    },
    {
      id: 'two-sinks',
      add: {
        before: ['log = []'],
        afterWrite: ['log.append(bytes(chunk))'],
        after: ['observe("log", len(log))'],
      },
    },
    { id: 'conditional-sink', add: { afterRead: ['if len(chunk) < 100:', '    continue'] } },
    {
      id: 'last-chunk',
      add: {
        before: ['last = b""'],
        afterWrite: ['last = bytes(chunk)'],
        after: ['observe("last", len(last))'],
      },
    },
    {
      id: 'chunk-after',
      add: { before: ['chunk = None'], after: ['observe("chunk", -1 if chunk is None else len(chunk))'] },
    },
    { id: 'position-after', add: { after: ['if src.seekable():', '    observe("position", src.tell())'] } },
    { id: 'sink-position', needs: isFileSink, add: { after: ['observe("sinkPosition", dst.tell())'] } },
    { id: 'close-in-loop', add: { afterWrite: ['if stopped(4):', '    src.close()', '    break'] } },
    { id: 'else-clause', add: { afterWrite: ['if stopped(40):', '    return None'] } },
    { id: 'big-buffer', set: { ask: '65536' } },
    { id: 'tiny-buffer', set: { ask: '512' } },
    { id: 'read-one', set: { ask: '1024' }, add: { before: ['src.read(1)'] } },
    { id: 'throttle', add: { afterWrite: ['time.sleep(0.00001)'] } },
    { id: 'timeout', needs: s => s.words.out === 'sock', add: { before: ['sock.settimeout(30)'] } },
    { id: 'swallowed', words: { swallow: 'yes' } },
    { id: 'finally', add: { leaving: ['observe("left", 1)'] } },
    {
      id: 'peek',
      add: { before: ['observe("peek", src.peek(1)[:1] == b"x")'] },
      needs: s => s.words.buffering === undefined,
    },
  ],
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

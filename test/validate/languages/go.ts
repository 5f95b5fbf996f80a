import type { LanguageForm, Slots } from '../model';
import { buildGo } from '../toolchains/go';
import { emptySlots, indented } from './text';

const slots = (): Slots =>
  emptySlots({
    bytes: 'buf',
    extent: 'n',
    ask: 'buf',
    size: '4096',
    words: { in: 'in', out: 'out', types: '', result: 'nil' },
  });

const openIn = ['in, err := os.Open(source)', 'if err != nil {', '\treturn 0, err', '}', 'defer in.Close()'];
const openOut = ['out, err := %o', 'if err != nil {', '\treturn 0, err', '}', 'defer out.Close()'];
const chunk = ({ bytes, extent }: Slots): string => `${bytes}[:${extent}]`;
const isFileSink = (s: Slots): boolean => s.words.open !== undefined;
const isOwnSource = (s: Slots): boolean => s.top.some(line => line.startsWith('in, err'));

/** Types that a copy past their own methods would not change the bytes with. */
const maskingWriter = `type %NMask struct{ *os.File }

func (m %NMask) Write(data []byte) (int, error) {
	masked := make([]byte, len(data))
	for i, one := range data {
		masked[i] = one ^ 0x5a
	}
	return m.File.Write(masked)
}
`;
const maskingReader = `type %NUpper struct{ *os.File }

func (u %NUpper) Read(data []byte) (int, error) {
	n, err := u.File.Read(data)
	for i := range data[:n] {
		data[i] |= 0x20
	}
	return n, err
}
`;

export const go: LanguageForm = {
  id: 'go',
  extension: 'go',
  // The runtime waits for readiness itself, and tries again what a signal interrupted.
  withoutFaults: ['EAGAIN'],
  slots,
  ends: [
    {
      id: 'path-path',
      sources: ['file', 'fifo', 'proc', 'missing'],
      sinks: ['file', 'old', 'fifo'],
      apply(s) {
        s.parameters = ['source string', 'sink string'];
        s.words.open = 'os.Create(sink)';
        s.top = [...openIn, ...openOut];
      },
    },
    {
      id: 'path-conn',
      sources: ['file', 'fifo', 'proc'],
      sinks: ['socket'],
      apply(s) {
        s.parameters = ['source string', 'out *net.TCPConn'];
        s.top = [...openIn];
      },
    },
    {
      id: 'file-conn',
      sources: ['file'],
      sinks: ['socket'],
      positioned: true,
      apply(s) {
        s.parameters = ['in *os.File', 'out net.Conn'];
        s.top = ['var err error', '_ = err'];
      },
    },
    {
      id: 'conn-path',
      sources: ['socket'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['in net.Conn', 'sink string'];
        s.words.open = 'os.Create(sink)';
        s.top = [...openOut];
      },
    },
    {
      id: 'tcp-path',
      sources: ['socket'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['in *net.TCPConn', 'sink string'];
        s.words.open = 'os.Create(sink)';
        s.top = [...openOut];
      },
    },
    {
      id: 'tcp-tcp',
      sources: ['socket'],
      sinks: ['socket'],
      apply(s) {
        s.parameters = ['in *net.TCPConn', 'out *net.TCPConn'];
        s.top = ['var err error', '_ = err'];
      },
    },
    {
      id: 'file-tcp',
      sources: ['file'],
      sinks: ['socket'],
      positioned: true,
      apply(s) {
        s.parameters = ['in *os.File', 'out *net.TCPConn'];
        s.top = ['var err error', '_ = err'];
      },
    },
    {
      id: 'reader-writer',
      sources: ['file'],
      sinks: ['file', 'socket'],
      positioned: true,
      apply(s) {
        s.parameters = ['in io.Reader', 'out io.Writer'];
        s.top = ['var err error', '_ = err'];
      },
    },
    {
      id: 'file-file',
      sources: ['file'],
      sinks: ['file', 'old'],
      positioned: true,
      apply(s) {
        s.parameters = ['out *os.File', 'in *os.File'];
        s.top = ['var err error', '_ = err'];
      },
    },
  ],
  shapes: [
    {
      id: 'read-then-test',
      lines: s => [
        'for {',
        ...indented([
          ...s.loopTop,
          `n, err := ${s.words.in}.Read(${s.ask})`,
          'if n > 0 {',
          ...indented([
            ...s.afterRead,
            `if _, werr := ${s.words.out}.Write(${chunk(s)}); werr != nil {`,
            '\treturn total, werr',
            '}',
            ...s.afterWrite,
          ]),
          '}',
          'if err == io.EOF {',
          '\tbreak',
          '}',
          'if err != nil {',
          '\treturn total, err',
          '}',
        ]),
        '}',
      ],
    },
    {
      id: 'error-first',
      lines: s => [
        'for {',
        ...indented([
          ...s.loopTop,
          `n, err := ${s.words.in}.Read(${s.ask})`,
          'if err != nil && err != io.EOF {',
          '\treturn total, err',
          '}',
          'if n == 0 {',
          '\tbreak',
          '}',
          ...s.afterRead,
          `if _, err := ${s.words.out}.Write(${chunk(s)}); err != nil {`,
          '\treturn total, err',
          '}',
          ...s.afterWrite,
        ]),
        '}',
      ],
    },
    {
      id: 'outer-error',
      lines: s => [
        'var n int',
        'for {',
        ...indented([
          ...s.loopTop,
          `n, err = ${s.words.in}.Read(${s.ask})`,
          'if err != nil {',
          '\tbreak',
          '}',
          ...s.afterRead,
          `_, err = ${s.words.out}.Write(${chunk(s)})`,
          'if err != nil {',
          '\tbreak',
          '}',
          ...s.afterWrite,
        ]),
        '}',
        'if err != nil && err != io.EOF {',
        '\treturn total, err',
        '}',
      ],
    },
    {
      id: 'ignored-write',
      lines: s => [
        'for {',
        ...indented([
          ...s.loopTop,
          `n, err := ${s.words.in}.Read(${s.ask})`,
          'if n > 0 {',
          ...indented([...s.afterRead, `${s.words.out}.Write(${chunk(s)})`, ...s.afterWrite]),
          '}',
          'if err != nil {',
          '\tbreak',
          '}',
        ]),
        '}',
      ],
    },
    {
      id: 'short-write-checked',
      lines: s => [
        'for {',
        ...indented([
          ...s.loopTop,
          `nr, er := ${s.words.in}.Read(${s.ask})`,
          'if nr > 0 {',
          ...indented([
            'n := nr',
            ...s.afterRead,
            `nw, ew := ${s.words.out}.Write(${chunk(s)})`,
            'if ew != nil {',
            '\terr = ew',
            '\tbreak',
            '}',
            'if nr != nw {',
            '\terr = io.ErrShortWrite',
            '\tbreak',
            '}',
            ...s.afterWrite,
          ]),
          '}',
          'if er != nil {',
          ...indented(['if er != io.EOF {', '\terr = er', '}', 'break']),
          '}',
        ]),
        '}',
        'if err != nil {',
        '\treturn total, err',
        '}',
      ],
    },
    {
      id: 'labelled',
      lines: s => [
        'copying:',
        'for {',
        ...indented([
          ...s.loopTop,
          `n, err := ${s.words.in}.Read(${s.ask})`,
          ...s.afterRead,
          `if _, werr := ${s.words.out}.Write(${chunk(s)}); werr != nil {`,
          '\treturn total, werr',
          '}',
          ...s.afterWrite,
          'switch err {',
          'case nil:',
          'case io.EOF:',
          '\tbreak copying',
          'default:',
          '\treturn total, err',
          '}',
        ]),
        '}',
      ],
    },
  ],
  mutations: [
    { id: 'total', add: { afterWrite: ['total += int64(n)'] } },
    {
      id: 'chunks',
      add: { loopTop: ['chunks++'], before: ['chunks := int64(0)'], after: ['observe("chunks", chunks)'] },
    },
    {
      id: 'limit-in-body',
      add: { before: ['sent := 0'], afterWrite: ['sent += n', 'if sent >= 9000 {', '\tbreak', '}'] },
    },
    { id: 'stop-flag', add: { loopTop: ['if stopped(2) {', '\tbreak', '}'] } },
    { id: 'stop-returns', add: { loopTop: ['if stopped(3) {', '\treturn total, nil', '}'] } },
    { id: 'stop-byte', add: { afterRead: ["if n > 0 && buf[0] == '\\n' {", '\tbreak', '}'] } },
    { id: 'error-after', add: { after: ['observe("failed", flag(err != nil && err != io.EOF))'] } },
    { id: 'eof-after', add: { after: ['observe("eof", flag(err == io.EOF))'] } },
    { id: 'half', set: { extent: 'n/2' } },
    { id: 'odd-mask', set: { extent: 'n&^511' } },
    { id: 'minus-trailer', set: { extent: 'max(n-4, 0)' } },
    { id: 'skip-first', set: { bytes: 'buf[0:]' } },
    {
      id: 'header-read',
      add: {
        before: [
          'head := make([]byte, 8)',
          `if _, err := io.ReadFull($in, head); err != nil {`,
          '\treturn 0, err',
          '}',
        ],
      },
    },
    { id: 'header-helper', add: { before: ['skipHeader($in)'] } },
    {
      id: 'header-sent',
      add: { before: [`if _, err := $out.Write([]byte("HEAD\\n")); err != nil {`, '\treturn 0, err', '}'] },
    },
    { id: 'seek-first', needs: s => isOwnSource(s), add: { before: ['in.Seek(100, io.SeekStart)'] } },
    {
      id: 'append',
      needs: s => isFileSink(s),
      words: { open: 'os.OpenFile(sink, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0644)' },
    },
    {
      id: 'exclusive',
      needs: s => isFileSink(s),
      words: { open: 'os.OpenFile(sink, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0600)' },
    },
    {
      id: 'no-truncate',
      needs: s => isFileSink(s),
      words: { open: 'os.OpenFile(sink, os.O_RDWR|os.O_CREATE, 0644)' },
    },
    { id: 'sync-chunk', needs: s => isFileSink(s), add: { afterWrite: ['out.Sync()'] } },
    { id: 'sync-end', needs: s => isFileSink(s), add: { after: ['out.Sync()'] } },
    { id: 'callback', add: { afterWrite: ['observe("progress", int64(n))'] } },
    { id: 'callback-parameter', add: { before: ['report := observe'], afterWrite: ['report("chunk", 1)'] } },
    {
      id: 'checksum',
      add: {
        before: ['sum := sha256.New()'],
        afterRead: ['sum.Write(buf[:n])'],
        after: ['observe("sum", int64(sum.Sum(nil)[0]))'],
      },
    },
    { id: 'transform', add: { afterRead: ['for i := range buf[:n] {', '\tbuf[i] ^= 0x5a', '}'] } },
    { id: 'lock-chunk', add: { before: ['var lock sync.Mutex'], loopTop: ['lock.Lock()', 'lock.Unlock()'] } },
    {
      id: 'two-sinks',
      add: {
        before: ['var log bytes.Buffer'],
        afterWrite: ['log.Write(buf[:n])'],
        after: ['observe("log", int64(log.Len()))'],
      },
    },
    { id: 'conditional-sink', add: { afterRead: ['if n < 100 {', '\tcontinue', '}'] } },
    { id: 'buffer-after', add: { after: ['observe("last", int64(buf[0]))'] } },
    {
      id: 'position-after',
      needs: s => isOwnSource(s),
      add: { after: ['at, _ := in.Seek(0, io.SeekCurrent)', 'observe("position", at)'] },
    },
    {
      id: 'sink-position',
      needs: s => isFileSink(s),
      add: { after: ['here, _ := out.Seek(0, io.SeekCurrent)', 'observe("sinkPosition", here)'] },
    },
    { id: 'buffered-reader', add: { before: [`reader := bufio.NewReader($in)`] }, words: { in: 'reader' } },
    {
      id: 'buffered-writer',
      add: { before: [`writer := bufio.NewWriter($out)`, 'defer writer.Flush()'] },
      words: { out: 'writer' },
    },
    {
      id: 'limit-reader',
      add: { before: [`limited := io.LimitReader($in, 7000)`] },
      words: { in: 'limited' },
    },
    {
      id: 'own-writer',
      needs: isFileSink,
      add: { before: [`masked := %NMask{$out}`] },
      words: { out: 'masked', types: maskingWriter },
    },
    {
      id: 'own-reader',
      needs: isOwnSource,
      add: { before: [`upper := %NUpper{$in}`] },
      words: { in: 'upper', types: maskingReader },
    },
    {
      id: 'deadline',
      needs: s => s.parameters.some(one => /Conn/.test(one) && one.startsWith('out')),
      add: { loopTop: ['out.SetWriteDeadline(time.Now().Add(time.Minute))'] },
    },
    {
      id: 'context',
      add: {
        before: ['ctx, cancel := context.WithCancel(context.Background())', 'defer cancel()'],
        loopTop: ['if ctx.Err() != nil {', '\treturn total, ctx.Err()', '}'],
      },
    },
    {
      id: 'select',
      add: {
        before: ['done := make(chan struct{})', 'if stopped(1) {', '\tclose(done)', '}'],
        loopTop: ['select {', 'case <-done:', '\treturn total, nil', 'default:', '}'],
      },
    },
    {
      id: 'deferred',
      add: { before: ['defer func() { observe("deferred", total) }()'], afterWrite: ['total += int64(n)'] },
    },
    { id: 'throttle', add: { afterWrite: ['time.Sleep(time.Microsecond)'] } },
    { id: 'big-buffer', set: { size: '65536' } },
    { id: 'tiny-buffer', set: { size: '512' } },
    { id: 'half-buffer', set: { ask: 'buf[:len(buf)/2]' } },
    {
      id: 'last-size',
      add: { before: ['last := 0'], afterWrite: ['last = n'], after: ['observe("last", int64(last))'] },
    },
    { id: 'error-swallowed', words: { result: 'nil // best effort' } },
    { id: 'wrapped-error', words: { wrap: 'yes' } },
    { id: 'log-line', add: { afterWrite: ['logf("%d", n)'] } },
  ],
  text(name, _recipe, s, loop) {
    const body = [
      ...s.top,
      ...s.before,
      `buf := make([]byte, ${s.size})`,
      ...loop,
      ...s.after,
      `return total, ${s.words.result}`,
    ];
    const code = [
      ...(s.words.types ? [s.words.types] : []),
      `func ${name}(${s.parameters.join(', ')}) (total int64, failure error) {`,
      ...indented(body),
      '}',
      '',
    ]
      .join('\n')
      .replaceAll('%N', name)
      .replace('%o', s.words.open ?? '')
      .replaceAll(
        s.words.wrap ? 'return total, err\n' : '\u0000',
        'return total, fmt.Errorf("copy: %w", err)\n',
      );
    const known = ['bufio', 'bytes', 'context', 'crypto/sha256', 'fmt', 'io', 'net', 'os', 'sync', 'time'];
    const used = known.filter(path => new RegExp(`\\b${path.split('/').at(-1)}\\.[A-Z]`).test(code));
    return ['package main', '', 'import (', ...used.map(path => `\t"${path}"`), ')', '', code].join('\n');
  },
  toolchain: buildGo,
};

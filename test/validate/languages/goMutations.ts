import type { Mutation, Slots } from '../model';

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

/** What makes Go's copy loops more, or less, than a plain copy. */
export const goMutations: Mutation[] = [
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
];

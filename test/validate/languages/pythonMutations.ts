import type { Mutation, Slots } from '../model';

const isFileSink = (s: Slots): boolean => s.words.mode !== undefined;
const opensSource = (s: Slots): boolean => s.parameters[0] === 'source';

/** What makes Python's copy loops more, or less, than a plain copy. */
export const pythonMutations: Mutation[] = [
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
];

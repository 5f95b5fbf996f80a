import type { Mutation, Slots } from '../model';
import { emptySlots } from './text';

/** What Java's and Kotlin's programs have in common: their slots and mutations. */

export const jvmSlots = (): Slots =>
  emptySlots({
    bytes: 'buf',
    extent: 'n',
    ask: 'buf',
    size: '4096',
    words: { in: 'in', out: 'out', kind: 'stream' },
  });

export const isChannel = (s: Slots): boolean => s.words.kind === 'channel';
export const isFileSink = (s: Slots): boolean => s.words.open !== undefined;
const isStream = (s: Slots): boolean => !isChannel(s);
const isFileStream = (s: Slots): boolean => isStream(s) && isFileSink(s);
const ownsSource = (s: Slots): boolean => s.parameters[0]!.includes('source');

/** Spellings that differ between the two languages. */
export interface Spelling {
  /** The end of a statement. */
  end: string;
  variable: (type: string, name: string, value: string) => string;
  byteAt: string;
}

export function mutationsIn({ end, variable, byteAt }: Spelling): Mutation[] {
  const block = (head: string, ...lines: string[]): string[] => [
    `${head} {`,
    ...lines.map(line => `    ${line}${end}`),
    '}',
  ];
  const say = (name: string, value: string): string => `observe("${name}", ${value})${end}`;
  return [
    {
      id: 'total',
      add: {
        before: [variable('long', 'total', '0')],
        afterWrite: [`total += n${end}`],
        after: [say('total', 'total')],
      },
    },
    {
      id: 'chunks',
      add: {
        before: [variable('int', 'chunks', '0')],
        loopTop: [`chunks += 1${end}`],
        after: [say('chunks', 'chunks')],
      },
    },
    {
      id: 'limit-in-body',
      add: {
        before: [variable('long', 'sent', '0')],
        afterWrite: [`sent += n${end}`, ...block('if (sent >= 9000)', 'break')],
      },
    },
    {
      id: 'limit-first',
      add: {
        before: [variable('long', 'sent', '0')],
        loopTop: block('if (sent >= 5000)', 'break'),
        afterWrite: [`sent += n${end}`],
      },
    },
    { id: 'stop-flag', add: { loopTop: block('if (stopped(2))', 'break') } },
    { id: 'stop-returns', add: { loopTop: block('if (stopped(3))', 'return') } },
    { id: 'interrupted', add: { loopTop: block('if (Thread.currentThread().isInterrupted())', 'return') } },
    { id: 'stop-byte', needs: isStream, add: { afterRead: block(`if (${byteAt} == 10)`, 'break') } },
    { id: 'half', needs: isStream, set: { extent: 'n / 2' } },
    { id: 'minus-trailer', needs: isStream, set: { extent: 'Math.max(n - 4, 0)' } },
    { id: 'header-read', add: { before: [`$in.read(%header)${end}`] } },
    { id: 'header-helper', add: { before: [`skipHeader($in)${end}`] } },
    { id: 'header-sent', needs: isStream, add: { before: [`$out.write(72)${end}`] } },
    {
      id: 'seek-first',
      needs: s => isChannel(s) && ownsSource(s),
      add: { before: [`$in.position(100)${end}`] },
    },
    { id: 'append', needs: isFileStream, words: { open: 'new FileOutputStream(sink, true)' } },
    {
      id: 'append-channel',
      needs: s => isChannel(s) && isFileSink(s),
      words: {
        open: 'FileChannel.open(Path.of(sink), StandardOpenOption.CREATE, StandardOpenOption.APPEND)',
      },
    },
    {
      id: 'exclusive',
      needs: s => isChannel(s) && isFileSink(s),
      words: {
        open: 'FileChannel.open(Path.of(sink), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)',
      },
    },
    {
      id: 'delete-on-close',
      needs: s => isChannel(s) && isFileSink(s),
      words: {
        open: 'FileChannel.open(Path.of(sink), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)',
      },
    },
    {
      id: 'own-stream',
      needs: s => isFileStream(s) && end === ';',
      words: { open: 'new Mask(sink)', types: 'sink' },
    },
    {
      id: 'own-declared',
      needs: s => isFileStream(s) && s.words.try !== undefined && end === ';',
      words: {
        types: 'sink',
        try: 'FileInputStream in = new FileInputStream(source); Mask out = new Mask(sink)',
      },
    },
    {
      id: 'buffered-sink',
      needs: s => isFileStream(s) && s.words.ends === 'declared-streams',
      words: { open: 'new BufferedOutputStream(new FileOutputStream(sink))' },
    },
    { id: 'flush-chunk', needs: isStream, add: { afterWrite: [`$out.flush()${end}`] } },
    {
      id: 'sync-chunk',
      needs: s => isChannel(s) && isFileSink(s),
      add: { afterWrite: [`$out.force(false)${end}`] },
    },
    { id: 'sync-end', needs: s => isChannel(s) && isFileSink(s), add: { after: [`$out.force(true)${end}`] } },
    { id: 'callback', add: { afterWrite: [say('progress', 'n')] } },
    { id: 'callback-constant', add: { afterWrite: [say('chunk', '1')] } },
    {
      id: 'checksum',
      needs: isStream,
      add: {
        before: [
          variable(
            'java.util.zip.CRC32',
            'sum',
            end === ';' ? 'new java.util.zip.CRC32()' : 'java.util.zip.CRC32()',
          ),
        ],
        afterRead: [`sum.update(buf, 0, n)${end}`],
        after: [say('sum', end === ';' ? 'sum.getValue()' : 'sum.value')],
      },
    },
    {
      id: 'conditional-sink',
      needs: s => isStream(s) && s.words.shape !== 'for-loop',
      add: { afterRead: block('if (n < 100)', 'continue') },
    },
    {
      id: 'two-sinks',
      needs: isStream,
      add: {
        before: [
          variable(
            'ByteArrayOutputStream',
            'log',
            end === ';' ? 'new ByteArrayOutputStream()' : 'ByteArrayOutputStream()',
          ),
        ],
        afterWrite: [`log.write(buf, 0, n)${end}`],
        after: [say('log', 'log.size()')],
      },
    },
    { id: 'buffer-after', needs: isStream, add: { after: [say('last', byteAt)] } },
    { id: 'buffer-state-after', needs: isChannel, add: { after: [say('position', 'buf.position()')] } },
    { id: 'position-after', needs: isChannel, add: { after: [say('at', '$in.position()')] } },
    {
      id: 'count-after',
      needs: s => isStream(s) && /while-(assign|positive)/.test(s.words.shape!),
      add: { after: [say('n', 'n')] },
    },
    {
      id: 'lock-chunk',
      add: { loopTop: block('synchronized (harness.Harness.class)', '') },
      needs: () => end === ';',
    },
    { id: 'file-lock', needs: s => isChannel(s) && isFileSink(s), add: { before: [`$out.lock()${end}`] } },
    { id: 'throttle', add: { afterWrite: [`Thread.sleep(0)${end}`] } },
    { id: 'available', needs: isStream, add: { loopTop: [say('available', '$in.available() > 0 ? 1 : 0')] } },
    { id: 'big-buffer', set: { size: '65536' } },
    { id: 'tiny-buffer', set: { size: '512' } },
    { id: 'short-ask', needs: isStream, set: { ask: 'buf, 0, 1000' } },
    { id: 'limited-buffer', needs: isChannel, add: { loopTop: [`buf.limit(1000)${end}`] } },
    { id: 'skip-first', needs: isStream, add: { before: [`$in.skip(10)${end}`] } },
    { id: 'finally', add: { leaving: [say('left', '1')] } },
  ];
}

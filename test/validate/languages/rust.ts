import type { LanguageForm, Slots } from '../model';
import { rust as toolchain } from '../toolchains/rust';
import { emptySlots, indented as indentedBy } from './text';

const indented = (lines: string[]): string[] => indentedBy(lines, '    ');
const slots = (): Slots =>
  emptySlots({
    bytes: 'buf',
    extent: '..n',
    ask: '&mut buf',
    size: '4096',
    words: { in: 'src', out: 'dst' },
  });
const write = ({ words, bytes, extent }: Slots): string => `${words.out}.write_all(&${bytes}[${extent}])?;`;
const read = ({ words, ask }: Slots): string => `${words.in}.read(${ask})`;
const isFileSink = (s: Slots): boolean => s.words.open !== undefined;
const ownsSource = (s: Slots): boolean => s.parameters[0]!.startsWith('source');

export const rust: LanguageForm = {
  id: 'rust',
  extension: 'rs',
  slots,
  ends: [
    {
      id: 'path-path',
      sources: ['file', 'fifo', 'proc', 'missing'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['source: &str', 'sink: &str'];
        s.words.open = 'File::create(sink)?';
        s.top = ['let mut src = File::open(source)?;', 'let mut dst = %o;'];
      },
    },
    {
      id: 'path-stream',
      sources: ['file', 'fifo', 'proc'],
      sinks: ['socket'],
      apply(s) {
        s.parameters = ['source: &str', 'mut dst: TcpStream'];
        s.top = ['let mut src = File::open(source)?;'];
      },
    },
    {
      id: 'positioned-files',
      sources: ['file'],
      sinks: ['file', 'old'],
      positioned: true,
      apply(s) {
        s.parameters = ['src: &mut File', 'dst: &mut File'];
      },
    },
    {
      id: 'positioned-stream',
      sources: ['file'],
      sinks: ['socket'],
      positioned: true,
      apply(s) {
        s.parameters = ['src: &mut File', 'dst: &mut TcpStream'];
      },
    },
    {
      id: 'stream-path',
      sources: ['socket'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['mut src: TcpStream', 'sink: &str'];
        s.words.open = 'File::create(sink)?';
        s.top = ['let mut dst = %o;'];
      },
    },
    {
      id: 'generic',
      sources: ['file'],
      sinks: ['file'],
      positioned: true,
      apply(s) {
        s.parameters = ['src: &mut impl Read', 'dst: &mut impl Write'];
      },
    },
  ],
  shapes: [
    {
      id: 'loop-question',
      lines: s => [
        'loop {',
        ...indented([
          ...s.loopTop,
          `let n = ${read(s)}?;`,
          'if n == 0 {',
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
      id: 'match-zero',
      lines: s => [
        'loop {',
        ...indented([
          ...s.loopTop,
          `let n = match ${read(s)} {`,
          '    Ok(0) => break,',
          '    Ok(n) => n,',
          '    Err(error) => return Err(error),',
          '};',
          ...s.afterRead,
          write(s),
          ...s.afterWrite,
        ]),
        '}',
      ],
    },
    {
      id: 'match-interrupted',
      lines: s => [
        'loop {',
        ...indented([
          ...s.loopTop,
          `let n = match ${read(s)} {`,
          '    Ok(0) => break,',
          '    Ok(n) => n,',
          '    Err(ref error) if error.kind() == %k => continue,',
          '    Err(error) => return Err(error),',
          '};',
          ...s.afterRead,
          write(s),
          ...s.afterWrite,
        ]),
        '}',
      ],
    },
    {
      id: 'while-let',
      lines: s => [
        `while let Ok(n) = ${read(s)} {`,
        ...indented([
          ...s.loopTop,
          'if n == 0 {',
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
      id: 'while-count',
      lines: s => [
        `let mut n = ${read(s)}?;`,
        'while n > 0 {',
        ...indented([...s.loopTop, ...s.afterRead, write(s), ...s.afterWrite, `n = ${read(s)}?;`]),
        '}',
      ],
    },
    {
      id: 'labelled',
      lines: s => [
        "'copy: loop {",
        ...indented([
          ...s.loopTop,
          `match ${read(s)}? {`,
          "    0 => break 'copy,",
          '    n => {',
          ...indented(indented([...s.afterRead, write(s), ...s.afterWrite])),
          '    }',
          '}',
        ]),
        '}',
      ],
    },
    {
      id: 'while-bound',
      lines: s => [
        `while let n @ 1.. = ${read(s)}? {`,
        ...indented([...s.loopTop, ...s.afterRead, write(s), ...s.afterWrite]),
        '}',
      ],
    },
    {
      id: 'errors-dropped',
      lines: s => [
        'loop {',
        ...indented([
          ...s.loopTop,
          `match ${read(s)} {`,
          '    Ok(0) | Err(_) => break,',
          '    Ok(n) => {',
          ...indented(
            indented([
              ...s.afterRead,
              `if ${s.words.out}.write_all(&${s.bytes}[${s.extent}]).is_err() {`,
              '    break;',
              '}',
              ...s.afterWrite,
            ]),
          ),
          '    }',
          '}',
        ]),
        '}',
      ],
    },
    {
      id: 'let-else',
      lines: s => [
        'loop {',
        ...indented([
          ...s.loopTop,
          `let Ok(n) = ${read(s)} else { return Ok(1) };`,
          'if n == 0 {',
          '    break;',
          '}',
          ...s.afterRead,
          `if let Err(_) = ${s.words.out}.write_all(&${s.bytes}[${s.extent}]) {`,
          '    return Ok(1);',
          '}',
          ...s.afterWrite,
        ]),
        '}',
      ],
    },
    {
      id: 'several-writes',
      lines: s => [
        'loop {',
        ...indented([
          ...s.loopTop,
          `let n = ${read(s)}?;`,
          'if n == 0 {',
          '    break;',
          '}',
          ...s.afterRead,
          `let mut rest = &${s.bytes}[${s.extent}];`,
          'while !rest.is_empty() {',
          `    let w = ${s.words.out}.write(rest)?;`,
          '    rest = &rest[w..];',
          '}',
          ...s.afterWrite,
        ]),
        '}',
      ],
    },
    {
      id: 'helpers',
      lines: s => [
        'fn take(from: &mut impl Read, into: &mut [u8]) -> io::Result<usize> {',
        '    loop {',
        '        match from.read(into) {',
        '            Err(error) if error.kind() == %k => continue,',
        '            other => return other,',
        '        }',
        '    }',
        '}',
        'loop {',
        ...indented([
          ...s.loopTop,
          `let n = take(%r, ${s.ask})?;`,
          'if n == 0 {',
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
      id: 'partial-write',
      lines: s => [
        'loop {',
        ...indented([
          ...s.loopTop,
          `let n = ${read(s)}?;`,
          'if n == 0 {',
          '    break;',
          '}',
          ...s.afterRead,
          `let _ = ${s.words.out}.write(&${s.bytes}[${s.extent}])?;`,
          ...s.afterWrite,
        ]),
        '}',
      ],
    },
  ],
  mutations: [
    { id: 'total', add: { afterWrite: ['total += n as u64;'] } },
    {
      id: 'chunks',
      add: {
        before: ['let mut chunks = 0;'],
        loopTop: ['chunks += 1;'],
        after: ['observe("chunks", chunks);'],
      },
    },
    {
      id: 'limit-in-body',
      add: {
        before: ['let mut sent = 0;'],
        afterWrite: ['sent += n;', 'if sent >= 9000 {', '    break;', '}'],
      },
    },
    {
      id: 'limit-first',
      add: {
        before: ['let mut sent = 0;'],
        loopTop: ['if sent >= 5000 {', '    break;', '}'],
        afterWrite: ['sent += n;'],
      },
    },
    { id: 'shadowed', add: { afterRead: ['let n = n as usize;'] } },
    { id: 'shadowed-less', add: { afterRead: ['let n = n - n / 3;'] } },
    {
      id: 'size-total',
      add: { before: ['let mut size = 0;'], afterWrite: ['size += n;'], after: ['total += size as u64;'] },
    },
    { id: 'narrow-total', add: { afterWrite: ['total += (n as u16) as u64;'] } },
    { id: 'short-is-end', add: { afterWrite: ['if n < buf.len() {', '    break;', '}'] } },
    {
      id: 'last-size',
      add: {
        before: ['let mut last = 0;'],
        afterWrite: ['last = n;'],
        after: ['observe("last", last as i64);'],
      },
    },
    { id: 'empty-buffer', words: { buffer: 'Vec::with_capacity(%z)' } },
    {
      id: 'passing-writer',
      needs: isFileSink,
      add: {
        before: ['let mut counted = Counted { inner: dst, writes: 0 };'],
        after: ['observe("writes", counted.writes);'],
      },
      words: { out: 'counted', types: 'yes' },
    },
    { id: 'stop-flag', add: { loopTop: ['if stopped(2) {', '    break;', '}'] } },
    { id: 'stop-returns', add: { loopTop: ['if stopped(3) {', '    return Ok(total);', '}'] } },
    { id: 'stop-byte', add: { afterRead: ["if buf[0] == b'\\n' {", '    break;', '}'] } },
    { id: 'half', set: { extent: '..n / 2' } },
    { id: 'odd-mask', set: { extent: '..n & !511' } },
    { id: 'minus-trailer', set: { extent: '..n.saturating_sub(4)' } },
    { id: 'skip-first', set: { extent: '1.min(n)..n' } },
    { id: 'header-read', add: { before: ['let mut head = [0u8; 8];', '$in.read_exact(&mut head)?;'] } },
    { id: 'header-helper', add: { before: ['skip_header(%in)?;'] } },
    { id: 'header-sent', add: { before: ['$out.write_all(b"HEAD\\n")?;'] } },
    { id: 'seek-first', needs: ownsSource, add: { before: ['let _ = src.seek(SeekFrom::Start(100));'] } },
    {
      id: 'append',
      needs: isFileSink,
      words: { open: 'OpenOptions::new().append(true).create(true).open(sink)?' },
    },
    {
      id: 'exclusive',
      needs: isFileSink,
      words: { open: 'OpenOptions::new().write(true).create_new(true).open(sink)?' },
    },
    { id: 'sync-chunk', needs: isFileSink, add: { afterWrite: ['dst.sync_data()?;'] } },
    { id: 'sync-end', needs: isFileSink, add: { after: ['dst.sync_all()?;'] } },
    { id: 'flush-chunk', add: { afterWrite: ['$out.flush()?;'] } },
    { id: 'callback', add: { afterWrite: ['observe("progress", n as i64);'] } },
    {
      id: 'callback-closure',
      add: {
        before: ['let mut calls = 0;', 'let mut report = |_: usize| calls += 1;'],
        afterWrite: ['report(n);'],
        after: ['observe("calls", calls);'],
      },
    },
    {
      id: 'checksum',
      add: {
        before: ['let mut sum = 0u32;'],
        afterRead: [
          'sum = buf[..n].iter().fold(sum, |sum, one| sum.wrapping_mul(31).wrapping_add(u32::from(*one)));',
        ],
        after: ['observe("sum", i64::from(sum));'],
      },
    },
    { id: 'transform', add: { afterRead: ['for one in &mut buf[..n] {', '    *one ^= 0x5a;', '}'] } },
    {
      id: 'lock-chunk',
      add: {
        before: ['let lock = std::sync::Mutex::new(0);'],
        loopTop: ['let _held = lock.lock().unwrap();'],
      },
    },
    {
      id: 'two-sinks',
      add: {
        before: ['let mut log = Vec::new();'],
        afterWrite: ['log.extend_from_slice(&buf[..n]);'],
        after: ['observe("log", log.len() as i64);'],
      },
    },
    {
      id: 'conditional-sink',
      needs: s => s.words.shape !== 'while-count',
      add: { afterRead: ['if n < 100 {', '    continue;', '}'] },
    },
    { id: 'buffer-after', add: { after: ['observe("last", i64::from(buf[0]));'] } },
    {
      id: 'position-after',
      needs: ownsSource,
      add: { after: ['observe("position", src.stream_position().map_or(-1, |at| at as i64));'] },
    },
    {
      id: 'would-block',
      needs: s => /^(match-interrupted|helpers)$/.test(s.words.shape ?? ''),
      words: { kind: 'ErrorKind::WouldBlock' },
    },
    {
      id: 'buffered-reader',
      add: { before: ['let mut reader = std::io::BufReader::new(%in);'] },
      words: { in: 'reader' },
    },
    {
      id: 'buffered-writer',
      needs: isFileSink,
      add: { before: ['let mut writer = std::io::BufWriter::new(dst);'], after: ['writer.flush()?;'] },
      words: { out: 'writer' },
    },
    {
      id: 'dropped-writer',
      needs: isFileSink,
      add: { before: ['let mut writer = std::io::BufWriter::new(dst);'] },
      words: { out: 'writer' },
    },
    { id: 'take', add: { before: ['let mut limited = %in.take(7000);'] }, words: { in: 'limited' } },
    {
      id: 'own-writer',
      needs: isFileSink,
      add: { before: ['let mut masked = Mask(dst);'] },
      words: { out: 'masked', types: 'yes' },
    },
    { id: 'throttle', add: { afterWrite: ['std::thread::yield_now();'] } },
    { id: 'heap-buffer', words: { buffer: 'vec![0u8; %z]' } },
    { id: 'big-buffer', set: { size: '65536' } },
    { id: 'tiny-buffer', set: { size: '512' } },
    { id: 'short-ask', set: { ask: '&mut buf[..1000.min(%z)]' } },
    { id: 'error-text', words: { result: 'map' } },
  ],
  text(_name, _recipe, s, loop) {
    const borrowed = s.parameters[0]!.startsWith('src: &mut');
    // What a helper is given: a reader that the program declares itself is borrowed.
    const reader = borrowed && s.words.in === 'src' ? 'src' : `&mut ${s.words.in}`;
    const buffer = (s.words.buffer ?? '[0u8; %z]').replace('%z', s.size);
    const code = [
      ...s.top.map(line => line.replace('%o', s.words.open ?? '')),
      'let mut total = 0u64;',
      ...s.before,
      `let mut buf = ${buffer};`,
      ...loop,
      ...s.after,
      'total += 0;',
      'Ok(total)',
    ].map(line =>
      line
        .replace('%in.take', borrowed ? 'src.take' : '(&mut src).take')
        .replace('%in', borrowed ? 'src' : '&mut src')
        .replace('%r', reader)
        .replace('%k', s.words.kind ?? 'ErrorKind::Interrupted')
        .replace('%z', s.size),
    );
    return [
      '#![allow(unused, clippy::all)]',
      'use std::fs::{File, OpenOptions};',
      'use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};',
      'use std::net::TcpStream;',
      '',
      'use crate::{observe, skip_header, stopped};',
      '',
      ...(s.words.types ? maskingWriter.split('\n') : []),
      `pub fn run(${s.parameters.join(', ')}) -> io::Result<u64> {`,
      ...indented(code),
      '}',
      '',
    ].join('\n');
  },
  toolchain,
};

const maskingWriter = `struct Mask(File);

impl Write for Mask {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        let masked: Vec<u8> = data.iter().map(|one| one ^ 0x5a).collect();
        self.0.write(&masked)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

struct Counted {
    inner: File,
    writes: i64,
}

impl Write for Counted {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.writes += 1;
        self.inner.write(data)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
`;

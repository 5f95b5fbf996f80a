import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyEdits } from '../../src/analysis/fixes/edits';
import { sourceStandsElsewhere } from '../../src/analysis/fixes/privateEnds';
import type { Finding } from '../../src/model/finding';
import { said } from '../english';
import { loadWasm } from './wasm';

// Programs whose loops no fix may touch, or only in a certain way: each change makes one of them of a plain copy.

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const imports = `use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
`;

const plain = `${imports}
fn copy_all(src: &mut File, dst: &mut File) -> io::Result<u64> {
    let mut total = 0u64;
    let mut buf = [0u8; 4096];
    loop {
        let n = src.read(&mut buf)?;
        if n == 0 {
            break;
        }
        dst.write_all(&buf[..n])?;
        total += n as u64;
    }
    Ok(total)
}
`;

const uncounted = plain.replace('        total += n as u64;\n', '');

const matched = (arms: string, text = uncounted): string =>
  changed(
    text,
    'src.read(&mut buf)?',
    `match src.read(&mut buf) {\n            Ok(n) => n,\n${arms}        }`,
  );

const first = async (text: string): Promise<Finding | undefined> =>
  (await analyzer.analyze('a.rs', text, 'rust'))[0];

const fixed = async (text: string): Promise<string> => {
  const fix = (await first(text))?.fix;
  assert.ok(fix, text);
  return applyEdits(text, fix.edits);
};

/** The same copy between files that its function opens: nobody else sees where they stand. */
const inSight = (text: string): string =>
  changed(text, 'src: &mut File, dst: &mut File', 'from: &str, to: &str').replace(
    'u64> {\n',
    'u64> {\n    let mut src = File::open(from)?;\n    let mut dst = fs::File::create(to)?;\n',
  );

/** A text with one part changed; the part must be there. */
function changed(text: string, from: string, to: string): string {
  assert.ok(text.includes(from), from);
  return text.replace(from, to);
}

const safe: Record<string, [string, RegExp]> = {
  'a plain copy': [plain, /u64;\n {4}total \+= std::io::copy\(&mut src, &mut dst\)\?;\n {4}Ok\(total\)\n/],
  'a copy that counts in another type': [
    changed(plain, 'total += n as u64', 'size += n').replace(
      '    let mut buf',
      '    let mut size = 0;\n    let mut buf',
    ),
    /size \+= std::io::copy\(&mut src, &mut dst\)\? as usize;/,
  ],
  'a failure that an arm hands on': [
    matched('            Err(error) => return Err(error),\n'),
    /\n {4}std::io::copy\(&mut src, &mut dst\)\?;\n/,
  ],
  'a read that is tried again after an interruption': [
    matched(
      '            Err(ref e) if e.kind() == ErrorKind::Interrupted => continue,\n            Err(e) => return Err(e),\n',
    ),
    /while let Err\(error\) = std::io::copy\(&mut src, &mut dst\) \{\n {8}if error\.kind\(\) != std::io::ErrorKind::Interrupted \{\n {12}return Err\(error\);/,
  ],
  'a loop that gives the value of its function': [
    changed(plain, 'break;', 'break Ok(total);').replace('    }\n    Ok(total)\n', '    }\n'),
    /total \+= std::io::copy\(&mut src, &mut dst\)\?;\n {4}return Ok\(total\);\n\}/,
  ],
  'a pattern that fits all but 0': [
    changed(
      uncounted,
      '    loop {\n        let n = src.read(&mut buf)?;\n        if n == 0 {\n            break;\n        }\n',
      '    while let n @ 1.. = src.read(&mut buf)? {\n',
    ),
    /std::io::copy\(&mut src, &mut dst\)\?;/,
  ],
  'failures that are passed over': [
    changed(
      changed(uncounted, 'let n = src.read(&mut buf)?;', 'let Ok(n) = src.read(&mut buf) else { break };'),
      'dst.write_all(&buf[..n])?;',
      'if dst.write_all(&buf[..n]).is_err() {\n            break;\n        }',
    ),
    /let _ = std::io::copy\(&mut src, &mut dst\);/,
  ],
  'failures that lead to one return': [
    changed(
      changed(
        uncounted,
        'let n = src.read(&mut buf)?;',
        'let Ok(n) = src.read(&mut buf) else { return Ok(1) };',
      ),
      'dst.write_all(&buf[..n])?;',
      'if let Err(_) = dst.write_all(&buf[..n]) {\n            return Ok(1);\n        }',
    ),
    /if std::io::copy\(&mut src, &mut dst\)\.is_err\(\) \{\n {8}return Ok\(1\);\n {4}\}/,
  ],
  'a first chunk that is read ahead': [
    changed(
      uncounted,
      uncounted.slice(uncounted.indexOf('    loop {'), uncounted.indexOf('    Ok(total)')),
      '    let mut n = src.read(&mut buf)?;\n    while n > 0 {\n        dst.write_all(&buf[..n])?;\n        n = src.read(&mut buf)?;\n    }\n',
    ),
    /u64;\n {4}std::io::copy\(&mut src, &mut dst\)\?;\n {4}Ok/,
  ],
  'a header that the function reads first': [
    changed(plain, '    let mut total', '    src.read_exact(&mut [0u8; 8])?;\n    let mut total'),
    /std::io::copy\(&mut src, &mut dst\)\?/,
  ],
  'a file that is put on disk afterwards': [
    changed(plain, '    Ok(total)', '    dst.sync_all()?;\n    drop(src);\n    Ok(total)'),
    /std::io::copy\(&mut src, &mut dst\)\?/,
  ],
  'a reader with a buffer': [
    changed(
      changed(plain, '    let mut total', '    let mut reader = BufReader::new(src);\n    let mut total'),
      'src.read(',
      'reader.read(',
    ),
    /std::io::copy\(&mut reader, &mut dst\)\?/,
  ],
};

for (const [name, [given, written]] of Object.entries(safe)) {
  test(`rust: ${name}: a safe fix`, async () => {
    const text = inSight(given);
    const found = await first(text);
    assert.equal(found?.fix?.applicability, 'safe', found?.fix?.caveats.map(said).join('; ') ?? 'no fix');
    assert.match(await fixed(text), written);
    assert.doesNotMatch(await fixed(text), /\bbuf\b/);
  });
}

const ownTypes = `
struct LineWriter(File);
struct Masked(File);
fn check(n: usize) -> io::Result<()> {
    if n > 5000 {
        return Err(ErrorKind::Other.into());
    }
    Ok(())
}
impl Write for Masked {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.0.write(&mask(data))
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
`;

const untouched: Record<string, [string, string]> = {
  'an attribute covers it': ['    loop {', '    #[cfg(unix)]\n    loop {'],
  'the buffer is used afterwards': ['Ok(total)', 'Ok(total + u64::from(buf[0]))'],
  'a limit in its body': [
    '        total +=',
    '        if total > 9000 {\n            break;\n        }\n        total +=',
  ],
  'a short read ends it': [
    '        total +=',
    '        if n < buf.len() {\n            break;\n        }\n        total +=',
  ],
  'it is stopped from elsewhere': [
    '        let n =',
    '        if stopped() {\n            break;\n        }\n        let n =',
  ],
  'each chunk is put on disk': ['        total +=', '        dst.sync_data()?;\n        total +='],
  'each chunk is reported': ['        total +=', '        report(n);\n        total +='],
  'something is checked in each step': ['        total +=', '        assert!(n > 3);\n        total +='],
  'a macro may do anything': ['        total +=', '        step!(n);\n        total +='],
  'something is asked that may fail': ['        total +=', '        dst.metadata()?;\n        total +='],
  'it moves in the source': [
    '        total +=',
    '        src.seek(SeekFrom::Current(9))?;\n        total +=',
  ],
  'its end is told': ['            break;', '            eprintln!("done");\n            break;'],
  'it waits for the source to grow': [
    '            break;',
    '            std::thread::sleep(PAUSE);\n            continue;',
  ],
  'a byte ends it': ['if n == 0 {', 'if n == 0 || buf[0] == 0 {'],
  'the last size is asked for': ['        total +=', '        last = n;\n        total +='],
  'a failure counts as the end': ['src.read(&mut buf)?', 'src.read(&mut buf).unwrap_or(0)'],
  'a failed read is named': ['src.read(&mut buf)?', 'src.read(&mut buf).map_err(named)?'],
  'both ends are one file': ['dst.write_all', 'src.write_all'],
  'a part of the buffer may have no room': ['src.read(&mut buf)?', 'src.read(&mut buf[..room])?'],
  'a vec without bytes ends it at once': ['[0u8; 4096]', 'Vec::with_capacity(4096)'],
  'a total that only unsafe code may change': [
    'total += n as u64;',
    'unsafe {\n            TOTAL += n as u64;\n        }',
  ],
  'a function that may fail is called': ['        total +=', '        check(n)?;\n        total +='],
  'the buffer is named in a format': ['    Ok(total)', '    println!("{buf:?}");\n    Ok(total)'],
  'another variable of the name is written': ['if n == 0 {', 'let n = n / 2;\n        if n == 0 {'],
  'a count that may wrap': ['n as u64', 'n as u16 as u64'],
  'a range that ends with its bound': ['..n]', '..=n - 2]'],
  'an outer label': ['break;', "break 'files;"],
  'the loop has a value': ['    loop {', '    let _value = loop {'],
};

for (const [name, [from, to]] of Object.entries(untouched)) {
  test(`rust: ${name}: no fix`, async () => {
    const text = changed(plain, from, to)
      .replace('Ok(total)\n', name.startsWith('the last size') ? 'Ok(total + last as u64)\n' : 'Ok(total)\n')
      .replace('    let mut buf', '    let mut last = 0;\n    let mut buf');
    assert.equal((await first(text + ownTypes))?.fix ?? null, null);
  });
}

test('rust: an attribute covers the buffer: no fix', async () => {
  const text = changed(plain, '    let mut buf', '    #[cfg(unix)]\n    let mut buf');
  assert.equal((await first(text))?.fix ?? null, null);
});

for (const [kind, then] of [
  ['WouldBlock', 'continue'],
  ['TimedOut', 'continue'],
  ['ConnectionReset', 'break'],
  ['UnexpectedEof', 'break'],
]) {
  test(`rust: ${kind} => ${then} is no way of io::copy`, async () => {
    const text = matched(
      `            Err(e) if e.kind() == ErrorKind::${kind} => ${then},\n            Err(e) => return Err(e),\n`,
    );
    assert.equal((await first(text))?.fix ?? null, null);
  });
}

test('rust: a read that is tried again after any failure: no fix', async () => {
  assert.equal((await first(matched('            Err(_) => continue,\n')))?.fix ?? null, null);
});

for (const part of ['..n / 2', '..n & !511', '..n.saturating_sub(4)']) {
  test(`rust: a write of ${part} is no plain copy`, async () => {
    const found = await first(changed(plain, '..n]', `${part}]`));
    assert.equal(found?.verdict, 'transformed');
    assert.equal(found.fix, null);
  });
}

for (const [name, parameter, made] of [
  ['of a wrapper of its own', 'to: File', '    let mut dst = LineWriter::new(to);\n'],
  ['made in sight', 'dst: File', '    let mut dst = Masked(dst);\n'],
  ['of a written type', 'dst: &mut Masked', ''],
  ['behind a lock', 'guarded: &Mutex<File>', '    let mut dst = guarded.lock().unwrap();\n'],
  ['that shares its place with the source', 'to: u8', '    let mut dst = src.try_clone()?;\n'],
] as const) {
  test(`rust: a sink ${name}: no fix`, async () => {
    const text = changed(plain, 'dst: &mut File', parameter).replace(
      '    let mut total',
      `${made}    let mut total`,
    );
    assert.equal((await first(text + ownTypes))?.fix ?? null, null);
  });
}

test('rust: a File that is not that of std: no fix', async () => {
  const text = changed(plain, imports, 'use cap_std::fs::File;\nuse std::io::{self, Read, Write};\n');
  assert.equal((await first(text))?.fix ?? null, null);
});

test('rust: methods of other traits: no fix', async () => {
  const text = changed(plain, imports, 'use std::fs::File;\nuse std::io;\nuse embedded::{Read, Write};\n');
  assert.equal((await first(text))?.fix ?? null, null);
});

const caveats: Record<string, [string, RegExp]> = {
  'ends of a trait': [
    changed(plain, 'src: &mut File, dst: &mut File', 'src: &mut impl Read, dst: &mut impl Write'),
    /decided elsewhere/,
  ],
  'traits that come from elsewhere': [
    changed(plain, imports, 'use std::fs::File;\nuse std::io;\nuse super::*;\n'),
    /may not be those of std::io/,
  ],
  'a writer that buffers': [
    changed(plain, 'dst: &mut File', 'dst: &mut BufWriter<File>'),
    /reported at once/,
  ],
  'a failed read that ends it like the end': [
    changed(plain, 'let n = src.read(&mut buf)?;', 'let Ok(n) = src.read(&mut buf) else { break };'),
    /a failed read is handed on/,
  ],
  'a total that others see': [
    changed(plain, 'dst: &mut File)', 'dst: &mut File, sum: &mut u64)').replace('total +=', '*sum +='),
    /after a failure the total/,
  ],
  'an interrupted read, and a total': [
    matched(
      '            Err(e) if e.kind() == ErrorKind::Interrupted => continue,\n            Err(e) => return Err(e),\n',
      plain,
    ),
    /an interrupted read of a pipe/,
  ],
  'a buffer of the caller': [
    changed(plain, 'dst: &mut File)', 'dst: &mut File, buf: &mut [u8])').replace(
      '    let mut buf = [0u8; 4096];\n',
      '',
    ),
    /the buffer no longer holds/,
  ],
  'a buffer whose size nobody knows': [
    changed(plain, 'dst: &mut File)', 'dst: &mut File, size: usize)').replace(
      '[0u8; 4096]',
      'vec![0u8; size]',
    ),
    /a buffer without room/,
  ],
  'writes that may be cut short': [
    changed(plain, 'dst.write_all(&buf[..n])?;', 'let _ = dst.write(&buf[..n])?;'),
    /when a write is cut short/,
  ],
};

for (const [name, [text, caveat]] of Object.entries(caveats)) {
  test(`rust: ${name}: a fix that says what it changes`, async () => {
    const fix = (await first(text))?.fix;
    const named = fix?.caveats.map(said) ?? ['no fix'];
    assert.equal(named.filter(one => caveat.test(one)).length, 1, named.join('; '));
    assert.equal(fix?.applicability, 'unsafe');
  });
}

test('a source that is used after a loop whose failures are dropped is named', async () => {
  const text = `use std::fs::File;
use std::io::{Read, Seek, Write};
pub fn copy(a: &str, b: &str) -> std::io::Result<u64> {
    let mut src = File::open(a)?;
    let mut dst = File::create(b)?;
    let mut buf = [0u8; 4096];
    loop {
        match src.read(&mut buf) {
            Ok(0) | Err(_) => break,
            Ok(n) => {
                if dst.write_all(&buf[..n]).is_err() {
                    break;
                }
            }
        }
    }
    src.stream_position()
}
`;
  const [found] = await analyzer.analyze('a.rs', text, 'rust');
  assert.ok(found?.fix?.caveats.includes(sourceStandsElsewhere), 'it is named');
});

const seenByOthers: Record<string, string> = {
  'files that the caller opened': plain,
  'a source that another name shares': changed(
    inSight(plain),
    '    let mut total',
    '    let kept = src.try_clone()?;\n    let mut total',
  ),
  'a source that a function of the file was given': changed(
    inSight(plain),
    '    let mut total',
    '    skip_header(&mut src)?;\n    let mut total',
  ),
  'a source that a closure asks where it stands': changed(
    inSight(plain),
    '    let mut total',
    '    let _told = defer(|| tell(src.stream_position()));\n    let mut total',
  ),
  'a file of a descriptor': inSight(plain).replace('File::open(from)?', 'File::from_raw_fd(3)'),
};

for (const [name, text] of Object.entries(seenByOthers)) {
  test(`rust: ${name}: where it stands is named`, async () => {
    const fix = (await first(text))?.fix;
    assert.ok(fix?.caveats.includes(sourceStandsElsewhere), fix?.caveats.map(said).join());
  });
}

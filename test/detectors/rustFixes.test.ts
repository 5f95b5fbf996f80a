import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { english } from '../english';
import { applyAll, folder, lacks, movedBy, run, sample } from './fixRuns';
import { fixtures } from './markers';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());
const noRust = lacks('rustc');

const program = `use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};

fn to_file(src: &mut File, dst: &mut File) -> io::Result<u64> {
    let mut total = 0u64;
    let mut buf = [0u8; 4096];
    loop {
        let n = match src.read(&mut buf) {
            Ok(0) => return Ok(total),
            Ok(n) => n,
            Err(e) if e.kind() == ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
        dst.write_all(&buf[..n])?;
        total += n as u64;
    }
}

fn by_path(from: &str, to: &str) -> io::Result<()> {
    let mut src = File::open(from)?;
    let mut dst = File::create(to)?;
    let mut buf = vec![0u8; 8192];
    loop {
        let n = src.read(&mut buf)?;
        if n == 0 {
            break;
        }
        dst.write_all(&buf[..n])?;
    }
    dst.flush()
}

fn main() -> io::Result<()> {
    println!("{}", to_file(&mut File::open("input")?, &mut File::create("copy")?)?);
    by_path("input", "second")
}
`;

test('rust: fixed loops copy the same bytes by copy_file_range', { skip: noRust }, async t => {
  const where = folder();
  t.after(() => where.remove());
  const { text, titles } = await applyAll(analyzer, 'main.rs', program);
  assert.equal(titles.length, 2, text);
  where.write('main.rs', text);
  const data = sample();
  where.write('input', data);
  const built = run(['rustc', '--edition', '2021', '-A', 'warnings', '-o', 'program', 'main.rs'], where);
  assert.equal(built.status, 0, `${built.output}\n${text}`);
  const done = run(['./program'], where, ['copy_file_range']);
  assert.equal(done.status, 0, done.output);
  assert.match(done.output, new RegExp(`^${data.length}$`, 'm'));
  assert.equal(where.digest('copy'), where.digest('input'));
  assert.equal(where.digest('second'), where.digest('input'));
  if (!done.calls) return t.diagnostic('strace is not installed: the calls were not looked at');
  assert.equal(movedBy(done.calls, 'copy_file_range'), 2 * data.length);
});

/** Fixtures that use nothing but std; the others would need their crates. */
const standalone = fixtures().filter(
  fixture => fixture.language === 'rust' && !/^use (?!std::|super|crate)/m.test(fixture.text),
);

for (const { path, text } of standalone) {
  test(`rust: ${path} compiles after all its fixes`, { skip: noRust }, async t => {
    const fixed = await applyAll(analyzer, path, text);
    if (fixed.titles.length === 0) return;
    const where = folder();
    t.after(() => where.remove());
    where.write('fixed.rs', fixed.text);
    const flags = ['--edition', '2021', '--crate-type', 'lib', '--emit', 'metadata', '-A', 'warnings'];
    const built = run(['rustc', ...flags, '-o', 'fixed.rmeta', 'fixed.rs'], where);
    assert.equal(built.status, 0, `${built.output}\n${fixed.text}`);
  });
}

const strict = (imports: string, more = ''): string => `#![deny(warnings)]
${imports}

pub fn copy(from: &str, to: &str) -> std::io::Result<u64> {
    let mut src = std::fs::File::open(from)?;
    let mut dst = std::fs::File::create(to)?;
    let mut buf = [0u8; 4096];
    let mut total = 0;
    let mut n;
    loop {
        n = match src.read(&mut buf) {
            Ok(n) => n,
            Err(error) => return Err(error),
        };
        if n == 0 {
            break;
        }
        dst.write_all(&buf[..n])?;
        total += n as u64;
    }
    Ok(total)
}
${more}`;

const strictPrograms: Record<string, string> = {
  'two lines': strict('use std::io::Read;\nuse std::io::Write;'),
  'one list': strict('use std::io::{Read, Write};'),
  'a list of which one is left': strict(
    'use std::io::{Read, Seek, Write};',
    'pub fn at(mut file: std::fs::File) -> std::io::Result<u64> {\n    file.stream_position()\n}\n',
  ),
  'lists in a list': strict(
    'use std::{\n    io::{\n        self,\n        Read,\n        Write,\n    },\n    net::TcpStream,\n};',
    'pub type Both = (TcpStream, io::Error);\n',
  ),
  'a trait that other code uses': strict(
    'use std::io::{Read, Write};',
    'pub fn hello(mut out: impl Write) -> std::io::Result<()> {\n    out.write_all(b"hello")\n}\n',
  ),
};

test('rust: a safe fix leaves no import or variable that nothing uses', { skip: noRust }, async t => {
  const where = folder();
  t.after(() => where.remove());
  for (const [name, text] of Object.entries(strictPrograms)) {
    const fixed = await applyAll(analyzer, 'lib.rs', text);
    assert.match(fixed.text, /io::copy/, name);
    for (const [file, content] of [
      ['before.rs', text],
      ['after.rs', fixed.text],
    ] as const) {
      where.write(file, content);
      const flags = ['--edition', '2021', '--crate-type', 'lib', '--emit', 'metadata'];
      const { status, output } = run(['rustc', ...flags, file], where);
      assert.equal(status, 0, `${name}: ${output}\n${content}`);
    }
  }
});

for (const [name, text] of [
  [
    'a constant',
    strict('use std::io::{Read, Write};\nconst ROOM: usize = 4096;').replace('4096];', 'ROOM];'),
  ],
  ['a prelude', strict('use std::io::prelude::*;')],
] as const)
  test(`rust: ${name} that may be left is named`, async () => {
    const [found] = await analyzer.analyze('lib.rs', text, 'rust');
    assert.match(found?.fix?.caveats.map(english.say).join() ?? 'no fix', /may be left that nothing uses/);
  });

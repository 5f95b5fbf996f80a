import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { notCompared } from '../../src/analysis/fixes/commonCaveats';
import { applyEdits } from '../../src/analysis/fixes/edits';
import { sourceStandsElsewhere } from '../../src/analysis/fixes/privateEnds';
import { message } from '../../src/messages/message';
import { said } from '../english';
import { loadWasm } from './wasm';

/** Caveats of ends that a function gets from its caller. */
const ofPassedEnds = [said(sourceStandsElsewhere), said(message('caveat.same-file'))];

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

async function fixed(path: string, text: string): Promise<{ text: string; caveats: string[] }> {
  const [found] = await analyzer.analyze(path, text, analyzer.languageOf(path)!);
  assert.ok(found?.fix, `${path}: there is a fix`);
  return {
    text: applyEdits(text, found.fix.edits),
    caveats: found.fix.caveats.filter(caveat => caveat !== notCompared).map(said),
  };
}

const rust = (comments: string[]): string =>
  [
    'use std::io::{Read, Write};',
    'fn copy(src: &mut std::fs::File, dst: &mut std::fs::File) -> std::io::Result<()> {',
    '    let mut buf = [0u8; 4096];',
    '    loop {',
    ...comments.map(comment => `        ${comment}`),
    '        let n = src.read(&mut buf)?;',
    '        if n == 0 {',
    '            return Ok(());',
    '        }',
    '        dst.write_all(&buf[..n])?;',
    '    }',
    '}',
    '',
  ].join('\n');

test('comments of a replaced loop stand above the call', async () => {
  const { text, caveats } = await fixed('a.rs', rust(['// one piece', '/* of', '   many */']));
  assert.match(text, / {4}\/\/ one piece\n {4}\/\* of\n {7}many \*\/\n {4}std::io::copy\(/);
  assert.deepEqual(caveats, ofPassedEnds);
});

test('more comments than a call can carry are named as lost', async () => {
  const { text, caveats } = await fixed('a.rs', rust(['// a', '// b', '// c', '// d', '// e']));
  assert.doesNotMatch(text, /\/\/ [a-e]\n/);
  assert.deepEqual(caveats, [...ofPassedEnds, 'the comments inside what is replaced']);
});

test('a loop without comments loses none', async () => {
  assert.deepEqual((await fixed('a.rs', rust([]))).caveats, ofPassedEnds);
});

const go = (buffer: string, end: string): string =>
  [
    'package p',
    '',
    'import (',
    '\t"io"',
    '\t"net"',
    '\t"os"',
    ')',
    '',
    'func send(dst *net.TCPConn, src *os.File) error {',
    `\t${buffer}`,
    '\tfor {',
    '\t\tn, err := src.Read(buf) // a piece',
    '\t\tif n > 0 {',
    '\t\t\tif _, werr := dst.Write(buf[:n]); werr != nil {',
    '\t\t\t\treturn werr',
    '\t\t\t}',
    '\t\t}',
    '\t\tif err == io.EOF {',
    '\t\t\treturn nil',
    '\t\t}',
    '\t\tif err != nil {',
    '\t\t\treturn err',
    '\t\t}',
    '\t}',
    '}',
    '',
  ].join(end);

test('a comment keeps the line ends of its file', async () => {
  const { text } = await fixed('a.go', go('buf := make([]byte, 4096)', '\r\n'));
  assert.match(text, /\r\n\t\/\/ a piece\r\n\tif _, err := io\.Copy/);
  assert.doesNotMatch(text, /[^\r]\n/);
});

test('a comment beside the buffer that goes is named as lost', async () => {
  const { text, caveats } = await fixed('a.go', go('buf := make([]byte, 4096) // a page', '\n'));
  assert.doesNotMatch(text, /a page/);
  assert.deepEqual(caveats, [said(sourceStandsElsewhere), 'the comments beside what is no longer needed']);
});

test('comments inside a call that is replaced are kept', async () => {
  const { text } = await fixed(
    'a.go',
    [
      'package p',
      '',
      'import (',
      '\t"io"',
      '\t"net"',
      '\t"os"',
      ')',
      '',
      'func send(dst *net.TCPConn, src *os.File) {',
      '\tio.Copy(struct{ io.Writer }{dst /* bare */}, src)',
      '}',
      '',
    ].join('\n'),
  );
  assert.match(text, /\t\/\* bare \*\/\n\tio\.Copy\(dst, src\)/);
});

test('a loop that shares its line names its comments as lost', async () => {
  const one = rust(['// a piece'])
    .replace('    loop {', '    { loop {')
    .replace(/ {4}\}\n\}/, '    }}\n}');
  const { text, caveats } = await fixed('a.rs', one);
  assert.doesNotMatch(text, /a piece/);
  assert.deepEqual(caveats, [...ofPassedEnds, 'the comments inside what is replaced']);
});

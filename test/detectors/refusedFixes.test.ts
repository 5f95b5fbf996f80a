import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyAll } from './fixRuns';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const go = `package p

import (
	"io"
	"os"
)

func copyAll(out, in *os.File) error {
	buf := make([]byte, 4096)
	for {
		n, err := in.Read(buf)
		if n > 0 {
			if _, werr := out.Write(buf[:n]); werr != nil {
				return werr
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
`;
const python = `import os


def copy_all(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        while chunk := src.read(4096):
            dst.write(chunk)
`;
const rust = `use std::fs::File;
use std::io::{self, Read, Write};

pub fn copy_all(src: &mut File, dst: &mut File) -> io::Result<()> {
    let mut buf = [0u8; 4096];
    loop {
        let n = src.read(&mut buf)?;
        if n == 0 {
            break;
        }
        dst.write_all(&buf[..n])?;
    }
    Ok(())
}
`;

const titles = async (path: string, text: string): Promise<string[]> =>
  (await applyAll(analyzer, path, text)).titles;

for (const [path, text] of Object.entries({ 'a.go': go, 'a.py': python, 'a.rs': rust })) {
  test(`${path}: a fix keeps CRLF line ends`, async () => {
    const { text: fixed, titles: made } = await applyAll(analyzer, path, text.replace(/\n/g, '\r\n'));
    assert.equal(made.length, 1);
    assert.doesNotMatch(fixed.replace(/\r\n/g, ''), /\n/);
  });
}

const refused: Record<string, [string, string, string | RegExp, string]> = {
  'go: half-typed code': ['a.go', go, 'return werr', 'return werr +'],
  'go: two errors that are told apart': ['a.go', go, 'return werr', 'panic(werr)'],
  'go: a progress report': ['a.go', go, 'if err == io.EOF', 'println(n)\n\t\tif err == io.EOF'],
  'go: a buffer that is used afterwards': ['a.go', go, 'return werr', 'return show(buf)'],
  'python: half-typed code': ['a.py', python, 'dst.write(chunk)', 'dst.write(chunk)\n            if'],
  'python: a target that is used afterwards': ['a.py', python, /$/, '    return dst.name\n'],
  'python: a file opened for appending': ['a.py', python, '"wb"', '"ab"'],
  'rust: half-typed code': ['a.rs', rust, 'break;', 'break; if'],
  'rust: an error that is looked at': ['a.rs', rust, 'read(&mut buf)?', 'read(&mut buf).unwrap_or(0)'],
  'rust: a count that is used otherwise': [
    'a.rs',
    rust,
    'dst.write_all',
    'report(n);\n        dst.write_all',
  ],
};

for (const [name, [path, text, from, to]] of Object.entries(refused)) {
  test(`${name}: no fix`, async () => {
    const changed = text.replace(from, to);
    assert.notEqual(changed, text);
    assert.deepEqual(await titles(path, changed), []);
  });
}

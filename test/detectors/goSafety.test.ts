import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyEdits } from '../../src/analysis/fixes/edits';
import type { Finding } from '../../src/model/finding';
import { said } from '../english';
import { loadWasm } from './wasm';

// Programs whose loops no fix may touch, or only in a certain way: each change makes one of them of a plain copy.

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const plain = `package p

import (
	"io"
	"os"
)

func copyAll(out *os.File, in *os.File) (total int64, failure error) {
	buf := make([]byte, 4096)
	for {
		n, err := in.Read(buf)
		if n > 0 {
			if _, werr := out.Write(buf[:n]); werr != nil {
				return total, werr
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return total, err
		}
	}
	return total, nil
}
`;

const outerError = `package p

import (
	"io"
	"os"
)

func copyAll(out *os.File, in *os.File) (int64, error) {
	var err error
	var n int
	buf := make([]byte, 4096)
	for {
		n, err = in.Read(buf)
		if err != nil {
			break
		}
		_, err = out.Write(buf[:n])
		if err != nil {
			break
		}
	}
	if err != nil && err != io.EOF {
		return 0, err
	}
	return 0, nil
}
`;

const first = async (text: string): Promise<Finding | undefined> =>
  (await analyzer.analyze('a.go', text, 'go'))[0];

const fixed = async (text: string): Promise<string> => {
  const fix = (await first(text))?.fix;
  assert.ok(fix, text);
  return applyEdits(text, fix.edits);
};

/** A text with one part changed; the part must be there. */
function changed(text: string, from: string, to: string): string {
  assert.ok(text.includes(from), from);
  return text.replace(from, to);
}

/** The same copy between files that its function opens: nobody else sees where they stand. */
const inSight = (text: string): string =>
  changed(text, 'out *os.File, in *os.File', 'from, to string').replace(
    'error) {\n',
    `error) {
	in, err := os.Open(from)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return 0, err
	}
	defer out.Close()
`,
  );

test('go: a plain copy has a fix, and it is safe', async () => {
  const found = await first(inSight(plain));
  assert.deepEqual(found?.fix?.caveats, []);
  assert.equal(found?.fix?.applicability, 'safe');
  assert.match(
    await fixed(inSight(plain)),
    /\tif _, err := io\.Copy\(out, in\); err != nil \{\n\t\treturn total, err\n\t\}\n/,
  );
});

const untouched: Record<string, [string, string]> = {
  'the buffer is used afterwards': ['return total, nil', 'return int64(buf[0]), nil'],
  'another name of the buffer is used afterwards': [
    '\tfor {',
    '\tview := buf\n\tdefer func() { use(view) }()\n\tfor {',
  ],
  'a function that runs later uses the buffer': ['\tfor {', '\tdefer func() { use(buf) }()\n\tfor {'],
  'a limit in its body': [
    '\t\tif err == io.EOF',
    '\t\tif total > 9000 {\n\t\t\tbreak\n\t\t}\n\t\tif err == io.EOF',
  ],
  'it is stopped from elsewhere': ['\t\tn, err :=', '\t\tif stopped() {\n\t\t\tbreak\n\t\t}\n\t\tn, err :='],
  'each chunk is put on disk': ['\t\tif err == io.EOF', '\t\tout.Sync()\n\t\tif err == io.EOF'],
  'each chunk is counted elsewhere': ['\t\tif err == io.EOF', '\t\tsent.Add(int64(n))\n\t\tif err == io.EOF'],
  'each chunk is reported': ['\t\tif err == io.EOF', '\t\treport(n)\n\t\tif err == io.EOF'],
  'small chunks are left out': ['\t\tif n > 0', '\t\tif n < 100 {\n\t\t\tcontinue\n\t\t}\n\t\tif n > 0'],
  'a byte ends it': ['\t\tif n > 0', "\t\tif n > 0 && buf[0] == '\\n' {\n\t\t\tbreak\n\t\t}\n\t\tif n > 0"],
  'a failed read is tried again': [
    '\t\tif err != nil',
    '\t\tif err == syscall.EINTR {\n\t\t\tcontinue\n\t\t}\n\t\tif err != nil',
  ],
  'a break that ends a switch alone': [
    '\t\tif err == io.EOF {\n\t\t\tbreak\n\t\t}',
    '\t\tswitch err {\n\t\tcase io.EOF:\n\t\t\tbreak\n\t\t}',
  ],
  'a label of an outer loop': ['\t\t\tbreak', '\t\t\tbreak outer'],
  'the last chunk is asked for': ['return total, nil', 'return int64(last), nil'],
  'the two failures lead elsewhere': ['return total, werr', 'return -1, werr'],
  'a write fails by the error of the read': ['return total, werr', 'return total, err'],
  'a call in each step': [
    '\t\tn, err :=',
    '\t\tselect {\n\t\tcase <-done:\n\t\t\treturn total, nil\n\t\tdefault:\n\t\t}\n\t\tn, err :=',
  ],
  'something is left for the end of the function': ['\t\tn, err :=', '\t\tdefer unlock()\n\t\tn, err :='],
  'both ends are one file': ['out.Write', 'in.Write'],
};

for (const [name, [from, to]] of Object.entries(untouched)) {
  test(`go: ${name}: no fix`, async () => {
    const text = changed(plain, from, to)
      .replace('\tfor {', name.startsWith('the last chunk') ? '\tlast := 0\n\tfor {' : '\tfor {')
      .replace(
        '\t\tif err == io.EOF',
        name.startsWith('the last chunk') ? '\t\tlast = n\n\t\tif err == io.EOF' : '\t\tif err == io.EOF',
      );
    assert.equal((await first(text))?.fix ?? null, null);
  });
}

for (const part of ['n/2', 'n&^511', 'max(n-4, 0)', 'n-8']) {
  test(`go: a write of ${part} bytes is no plain copy`, async () => {
    const found = await first(changed(plain, 'buf[:n]', `buf[:${part}]`));
    assert.equal(found?.verdict, 'transformed');
    assert.equal(found.fix, null);
  });
}

const ownTypes = `
type masked struct{ *os.File }

func (m masked) Write(data []byte) (int, error) { return m.File.Write(mask(data)) }
func (m masked) Read(data []byte) (int, error) { return m.File.Read(data) }
`;
test('go: an own Write is not gone past', async () => {
  const text = changed(
    changed(plain, '\tfor {', '\tveil := masked{out}\n\tfor {'),
    'out.Write',
    'veil.Write',
  );
  assert.equal((await first(text + ownTypes))?.fix ?? null, null);
});
test('go: an own Read is not gone past', async () => {
  const text = changed(changed(plain, '\tfor {', '\tveil := masked{in}\n\tfor {'), 'in.Read', 'veil.Read');
  assert.equal((await first(text + ownTypes))?.fix ?? null, null);
});

const counted = (text: string): string =>
  changed(text, '\t\tif err == io.EOF', '\t\ttotal += int64(n)\n\t\tif err == io.EOF');
const caveatsOf = async (text: string): Promise<string[]> =>
  (await first(text))?.fix?.caveats.map(said) ?? ['no fix'];

const caveats: Record<string, [string, RegExp]> = {
  'a total behind a failed write': [counted(plain), /the total may count more or fewer/],
  'ends of an interface': [
    changed(plain, 'out *os.File, in *os.File', 'out io.Writer, in io.Reader').replace('\t"os"\n', ''),
    /decided at run time/,
  ],
  'a writer that buffers': [
    changed(plain, '\tfor {', '\twriter := bufio.NewWriter(out)\n\tdefer writer.Flush()\n\tfor {')
      .replace('out.Write', 'writer.Write')
      .replace('"io"', '"bufio"\n\t"io"'),
    /reported at once/,
  ],
  'what a writer holds back': [
    changed(plain, 'out *os.File', 'out *bufio.Writer')
      .replace('"io"', '"bufio"\n\t"io"')
      .replace('return total, nil', 'out.Reset(io.Discard)\n\treturn total, nil'),
    /may be written before it is flushed/,
  ],
  'writes whose failure is ignored': [
    changed(
      plain,
      'if _, werr := out.Write(buf[:n]); werr != nil {\n\t\t\t\treturn total, werr\n\t\t\t}',
      'out.Write(buf[:n])',
    ),
    /where the loop went on/,
  ],
  'a buffer of the caller': [
    changed(plain, 'in *os.File)', 'in *os.File, buf []byte)').replace('\tbuf := make([]byte, 4096)\n', ''),
    /the buffer no longer holds/,
  ],
  'a connection that may keep its messages apart': [
    changed(plain, 'out *os.File', 'out *net.UnixConn'),
    /a datagram socket/,
  ],
};

for (const [name, [text, caveat]] of Object.entries(caveats)) {
  test(`go: ${name}: a fix that says what it changes`, async () => {
    const said = await caveatsOf(text);
    assert.equal(said.filter(one => caveat.test(one)).length, 1, said.join('; '));
    assert.equal((await first(text))?.fix?.applicability, 'unsafe');
  });
}

const written = changed(
  plain,
  'if _, werr := out.Write(buf[:n]); werr',
  'm, werr := out.Write(buf[:n])\n\t\t\ttotal += int64(m)\n\t\t\tif werr',
);

test('go: a total that is given with a failure is told to differ', async () => {
  assert.match((await caveatsOf(written)).join(), /the total may count more or fewer/);
  assert.match(await fixed(written), /copied, err := io\.Copy\(out, in\)\n\ttotal \+= copied\n/);
});

const before = (text: string, line: string): string =>
  changed(inSight(text), '\tbuf :=', `${line}\n\tbuf :=`);
const seenByOthers: Record<string, string> = {
  'files that the caller opened': plain,
  'a source that another name shares': before(plain, '\tlast = in'),
  'a source that a function of the file was given': before(plain, '\tskipHeader(in)'),
  'a source that is asked where it stands when the function ends': before(
    plain,
    '\tdefer func() { told, _ = in.Seek(0, io.SeekCurrent) }()',
  ),
  'a source that is asked where it stands behind a failure': inSight(outerError).replace(
    '\tif err != nil && err != io.EOF',
    '\tat, _ := in.Seek(0, io.SeekCurrent)\n\ttell(at)\n\tif err != nil && err != io.EOF',
  ),
  'a connection that the caller goes on with': changed(inSight(plain), '\tbuf :=', '\tbuf :=')
    .replace('from, to string', 'in *net.TCPConn, to string')
    .replace(/\tin, err := os.Open[\s\S]*?defer in.Close\(\)\n/, ''),
};
for (const [name, text] of Object.entries(seenByOthers)) {
  test(`go: ${name}: where it stands is named`, async () => {
    assert.match((await caveatsOf(text)).join(), /source may stand elsewhere/);
  });
}

test('go: a header that the function reads first changes nothing', async () => {
  const text = before(
    plain,
    '\tif _, err := io.ReadFull(in, make([]byte, 8)); err != nil {\n\t\treturn 0, err\n\t}',
  );
  assert.deepEqual(await caveatsOf(text), []);
});

test('go: what a connection was sent is what it took', async () => {
  const text = inSight(plain)
    .replace('from, to string', 'from string, out *net.TCPConn')
    .replace(/\tout, err := os.Create[\s\S]*?defer out.Close\(\)\n/, '');
  assert.deepEqual(await caveatsOf(text), []);
});

test('go: a total that no failure is given with is safe', async () => {
  const text = inSight(written)
    .replace('return total, werr', 'return 0, werr')
    .replace('return total, err', 'return 0, err');
  assert.deepEqual(await caveatsOf(text), []);
});

test('go: what a pointer leads to is counted', async () => {
  const text = changed(plain, 'in *os.File)', 'in *os.File, sum *int64)').replace(
    'if _, werr := out.Write(buf[:n]); werr',
    'm, werr := out.Write(buf[:n])\n\t\t\t*sum += int64(m)\n\t\t\tif werr',
  );
  assert.match(await fixed(text), /\n\t\*sum \+= copied\n/);
});

test('go: small chunks are left out before the write: no fix', async () => {
  const text = changed(outerError, '\t\t_, err =', '\t\tif n < 100 {\n\t\t\tcontinue\n\t\t}\n\t\t_, err =');
  assert.equal((await first(text))?.fix ?? null, null);
});

test('go: an error that is asked for afterwards is given again, with the end of the source', async () => {
  assert.match(
    await fixed(outerError),
    /\t_, err = io\.Copy\(out, in\)\n\tif err == nil \{\n\t\terr = io\.EOF\n\t\}\n\tif err != nil/,
  );
});

test('go: an error that hides another of its name leaves that one alone', async () => {
  const text = changed(plain, '\tfor {', '\terr := prepare()\n\tfor {').replace(
    'return total, nil',
    'return total, err',
  );
  const now = await fixed(text);
  assert.match(now, /\terr := prepare\(\)\n\tif _, err := io\.Copy\(out, in\); err != nil \{\n/);
  assert.match(now, /\treturn total, err\n\}\n$/);
});

test('go: a variable that is declared beside another one stays: no fix', async () => {
  const text = changed(plain, '\tbuf := make([]byte, 4096)', '\tbuf, most := make([]byte, 4096), 9').replace(
    'return total, nil',
    'return int64(most), nil',
  );
  assert.equal((await first(text))?.fix ?? null, null);
});

test('go: where the end and a failure lead to the same return, one is left', async () => {
  const text = plain
    .replaceAll(/return total, \w+|break/g, 'return 7, nil')
    .replace(/\treturn 7, nil\n\}\n$/, '}\n');
  assert.match(await fixed(text), /\{\n\t_, _ = io\.Copy\(out, in\)\n\treturn 7, nil\n\}/);
});

test('go: what a standard stream is nobody sees', async () => {
  const text = changed(plain, 'out.Write', 'os.Stdout.Write');
  assert.equal((await first(text))?.fix?.applicability, 'unsafe');
});

test('go: a label goes with its loop', async () => {
  const text = changed(
    changed(plain, '\tfor {', 'copying:\n\tfor {'),
    '\t\t\tbreak\n',
    '\t\t\tbreak copying\n',
  );
  const now = await fixed(text);
  assert.doesNotMatch(now, /copying/);
  assert.match(now, /\{\n\tif _, err := io\.Copy/);
});

test('go: a package that only the loop named is no longer imported', async () => {
  const text = changed(
    changed(plain, 'err == io.EOF', 'errors.Is(err, io.EOF)'),
    'import (\n',
    'import (\n\t"errors"\n',
  );
  assert.doesNotMatch(await fixed(text), /errors/);
});

test('go: a size that only the buffer named goes with it', async () => {
  const text = changed(changed(plain, '\tbuf :=', '\tsize := 4096\n\tbuf :='), '4096)', 'size)');
  assert.doesNotMatch(await fixed(text), /size|buf/);
});

const ignoring = changed(
  plain,
  plain.slice(plain.indexOf('\tfor {'), plain.indexOf('\treturn total, nil')),
  '\tfor {\n\t\tn, err := in.Read(buf)\n\t\tif err != nil {\n\t\t\tbreak\n\t\t}\n\t\tif _, werr := out.Write(buf[:n]); werr != nil {\n\t\t\tbreak\n\t\t}\n\t}\n',
);
const imports: Record<string, [string, string]> = {
  'in a group, in its order': ['import (\n\t"io"\n\t"os"\n)', 'import (\n\t"fmt"\n\t"io"\n\t"os"\n)'],
  'behind a single one': ['import (\n\t"io"\n\t"os"\n)', 'import "os"\nimport "io"\n'],
  'never between a preamble and its import': [
    'import (\n\t"io"\n\t"os"\n)',
    '// int f(void);\nimport "C"\nimport "io"\n',
  ],
};
for (const [name, [from, to]] of Object.entries(imports)) {
  test(`go: io is imported ${name}`, async () => {
    const text = changed(ignoring, from, to.replace(/import "io"\n|\t"io"\n/, ''));
    assert.ok((await fixed(text)).includes(to), await fixed(text));
  });
}

test('go: an import in a raw string is none', async () => {
  const text = changed(ignoring, '\t"io"\n', '').replace(
    'func copyAll',
    'const help = `\nimport (\n\t"io"\n)\n`\n\nfunc copyAll',
  );
  assert.match(await fixed(text), /^package p\n\nimport \(\n\t"io"\n\t"os"\n\)/);
});

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyEdits } from '../../src/analysis/fixes/edits';
import type { Finding } from '../../src/model/finding';
import { folder, lacks, run, sample } from './fixRuns';
import { loadWasm } from './wasm';

// Python's copies between two files: what a fix puts before them, and which ones no fix may touch.

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const first = async (text: string): Promise<Finding | undefined> =>
  (await analyzer.analyze('a.py', text, 'python'))[0];

const fixed = async (text: string): Promise<string> => {
  const fix = (await first(text))?.fix;
  assert.ok(fix, text);
  return applyEdits(text, fix.edits);
};

const changed = (text: string, from: string, to: string): string => {
  const made = text.replace(from, to);
  assert.notEqual(made, text);
  return made;
};

const files = `import os


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        while chunk := src.read(4096):
            dst.write(chunk)
    return True
`;

const byRange = (indent: string): RegExp =>
  new RegExp(
    `\\n${indent}try:\\n` +
      `${indent}    while os\\.copy_file_range\\(src\\.fileno\\(\\), dst\\.fileno\\(\\), 1 << 24\\):\\n` +
      `${indent}        pass\\n${indent}except \\(AttributeError, OSError\\) as failure:\\n` +
      `${indent}    # Raised by .*\\n${indent}    if failure\\.__traceback__\\.tb_next .*:\\n` +
      `${indent}        raise\\n${indent}(while|chunk|shutil)`,
  );

test('python: between two opened paths the kernel copies first, and nothing differs', async () => {
  assert.equal((await first(files))?.fix?.applicability, 'safe');
  assert.match(await fixed(files), byRange('        '));
  assert.match(await fixed(files), /^import os\n\n\ndef/);
  const turned = changed(
    files,
    'open(a, "rb") as src, open(b, "wb") as dst',
    'open(b, "xb") as dst, open(a, "rb") as src',
  );
  assert.equal((await first(turned))?.fix?.applicability, 'safe');
});

test('python: what is moved is added to the total', async () => {
  const text = changed(files, 'dst.write(chunk)', 'dst.write(chunk)\n            total += len(chunk)')
    .replace('    with', '    total = 0\n    with')
    .replace('return True', 'return total');
  assert.match(
    await fixed(text),
    /moved = os\.copy_file_range\(.*\)\n {16}if not moved:\n {20}break\n {16}total \+= moved\n/,
  );
});

const keptFiles: Record<string, [string, string]> = {
  'half of each chunk': ['write(chunk)', 'write(chunk[:len(chunk) // 2])'],
  'each chunk is put on disk': [
    '            dst.write(chunk)',
    '            dst.write(chunk)\n            os.fdatasync(dst.fileno())',
  ],
  'a file for appending': ['"wb"', '"ab"'],
  'a file that is read and written': ['"wb"', '"r+b"'],
  'a file of the kernel': ['open(a, ', 'open("/proc/version", '],
  'a descriptor': ['open(a, ', 'open(3, '],
  "another module's open": ['import os\n', 'import os\nfrom gzip import open\n'],
  'an open of nobody knows which module': ['import os\n', 'import os\nfrom tools import *\n'],
  'code behind the loop that a late failure would reach': [
    '            dst.write(chunk)',
    '            dst.write(chunk)\n        os.utime(b)',
  ],
  'a handler that sees failures of the loop alone': [
    '        while chunk := src.read(4096):\n            dst.write(chunk)',
    '        try:\n            while chunk := src.read(4096):\n                dst.write(chunk)\n        except OSError:\n            pass',
  ],
  'another statement in the block': ['        while', '        os.rename(b, a)\n        while'],
  'the last chunk is asked for': ['return True', 'return chunk'],
  'no import to stand beside': ['import os\n', ''],
};

for (const [name, [from, to]] of Object.entries(keptFiles)) {
  test(`python: files, ${name}: no fix`, async () =>
    assert.equal((await first(changed(files, from, to)))?.fix ?? null, null));
}

const closed = `import os


def copy(a, b):
    src = open(a, "rb")
    dst = open(b, "wb")
    chunk = src.read(4096)
    while chunk:
        dst.write(chunk)
        chunk = src.read(4096)
    dst.close()
    src.close()
    return True
`;

test('python: two files that are opened and closed around the loop alone', async () => {
  assert.match(await fixed(closed), byRange('    '));
  const dated = changed(closed, '    dst.close()', '    os.fsync(dst.fileno())\n    dst.close()');
  assert.equal((await first(dated))?.fix, null);
  const moved = changed(
    closed,
    '    chunk = src.read(4096)\n    while',
    '    os.rename(a, b)\n    chunk = src.read(4096)\n    while',
  );
  assert.equal((await first(moved))?.fix, null);
});

test('python: copyfileobj between two opened paths', async () => {
  const text = `import shutil


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        shutil.copyfileobj(src, dst)
`;
  assert.match(await fixed(text), byRange('        '));
  const late = changed(text, '(src, dst)\n', '(src, dst)\n        dst.flush()\n');
  assert.equal((await first(late))?.fix, null);
});

test('python: an import is no place in a docstring or a template', async () => {
  const text = changed(files, 'import os\n', 'import re\n\nTEXT = """\nimport sys\n"""\n');
  assert.match(await fixed(text), /^import re\nimport os\n\nTEXT = """\nimport sys\n"""\n/);
});

/** What is done to the call, and whether the loop goes on behind it. */
const replaced: Record<string, [string, boolean]> = {
  'raises what a handler raises': ['os.copy_file_range = late', false],
  // A seek with these arguments is refused: EINVAL.
  'is refused': ['os.copy_file_range = os.lseek', true],
  'is not there': ['del os.copy_file_range', true],
  'is left by what another thread raises': ['os.copy_file_range = raising(TimeoutError)', false],
  'is left by an own error of another thread': ['os.copy_file_range = raising(Late)', false],
};

const late = `import ctypes
import functools
import os
import threading


class Late(TimeoutError):
    def __init__(self):
        super().__init__("time is up")


def raising(error):
    thread = ctypes.c_ulong(threading.get_ident())
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    return functools.partial(raise_in, thread, ctypes.py_object(error))


def late(*_):
    raise TimeoutError


REPLACED
import copying

try:
    copying.copy('input', 'output')
except TimeoutError:
    print('late')
`;

for (const [name, [how, goesOn]] of Object.entries(replaced)) {
  test(`python: the kernel's call ${name}`, { skip: lacks('python3') }, async () => {
    const place = folder();
    try {
      place.write('input', sample());
      place.write('copying.py', await fixed(files));
      place.write('late.py', late.replace('REPLACED', how));
      const { output } = run(['python3', 'late.py'], place);
      assert.equal(output, goesOn ? '' : 'late\n');
      assert.equal(place.digest('output') === place.digest('input'), goesOn);
    } finally {
      place.remove();
    }
  });
}

// How --fix keeps a file's mode, links, BOM and line ends.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Refused, readSource, replaceFile } from '../../src/cli/lint/replaceFile';
import { cli, senders, tree } from './iopath';

const { path: folder, write, iopath } = tree();
const text = senders('send');
const fix = (...names: string[]) => iopath(['lint', '--fix', '--unsafe-fixes', ...names]);
const isRoot = process.getuid?.() === 0;

test('every mode is kept', () => {
  for (const mode of [0o600, 0o640, 0o664, 0o666, 0o755]) {
    const file = write(`mode-${mode.toString(8)}.py`, text);
    chmodSync(file, mode);
    fix(file);
    assert.match(readFileSync(file, 'utf8'), /sendfile/);
    assert.equal((statSync(file).mode & 0o7777).toString(8), mode.toString(8));
  }
});

test('owner and group are kept', { skip: !isRoot && 'only root may give files away' }, () => {
  const file = write('owned.py', text);
  chownSync(file, 1234, 2345);
  fix(file);
  assert.match(readFileSync(file, 'utf8'), /sendfile/);
  const { uid, gid } = statSync(file);
  assert.deepEqual([uid, gid], [1234, 2345]);
});

const attribute = (file: string, code: string) =>
  spawnSync('python3', ['-c', `import os,sys; ${code}`, file], { encoding: 'utf8' });
const hasAttributes =
  attribute(write('probe', ''), 'os.setxattr(sys.argv[1], "user.iopath", b"kept")').status === 0;

test(
  'extended attributes are kept',
  { skip: !hasAttributes && 'python3 is missing, or the filesystem has no user attributes' },
  () => {
    const file = write('attributes.py', text);
    attribute(file, 'os.setxattr(sys.argv[1], "user.iopath", b"kept")');
    fix(file);
    assert.match(readFileSync(file, 'utf8'), /sendfile/);
    assert.equal(attribute(file, 'print(os.getxattr(sys.argv[1], "user.iopath"))').stdout, "b'kept'\n");
  },
);

test('a link stays a link, and its target gets the fix', () => {
  const target = write('elsewhere/target.py', text);
  const link = join(folder, 'link.py');
  symlinkSync(target, link);
  fix(link);
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.match(readFileSync(target, 'utf8'), /sendfile/);
});

const refusals: [string, (file: string) => void, RegExp][] = [
  ['a file with a second hard link', file => linkSync(file, `${file}.other`), /2 hard links/],
  ['a read-only file', file => chmodSync(file, 0o444), /read-only/],
  [
    'Latin-1',
    file => writeFileSync(file, Buffer.concat([Buffer.from('# caf\xe9\n', 'latin1'), Buffer.from(text)])),
    /not valid UTF-8/,
  ],
  [
    'a byte order mark of UTF-16',
    file =>
      writeFileSync(
        file,
        Buffer.concat([Buffer.from('# '), Buffer.from([0xff, 0xfe, 10]), Buffer.from(text)]),
      ),
    /not valid UTF-8/,
  ],
];
for (const [name, change, why] of refusals)
  test(`${name} is left as it is, with the reason`, () => {
    const file = write(`refused-${name.replace(/\W/g, '')}.py`, text);
    change(file);
    const before = readFileSync(file);
    const { code, err } = fix(file);
    assert.match(err, why);
    assert.match(err, /not rewritten/);
    assert.equal(code, 1, 'the finding is still there');
    assert.deepEqual(readFileSync(file), before);
  });

test('a byte order mark, CRLF and a missing last line end are kept', () => {
  const written = `\ufeff${text.replace(/\n/g, '\r\n').trimEnd()}`;
  const file = write('ends.py', written);
  fix(file);
  const after = readFileSync(file, 'utf8');
  assert.match(after, /sendfile/);
  assert.ok(after.startsWith('\ufeff'));
  assert.doesNotMatch(after, /[^\r]\n/);
  assert.ok(!after.endsWith('\n'));
});

test('a file of another program beside it, of whatever name, is never touched', () => {
  const file = write('beside/a.py', text);
  // The shell becomes the command line, so the name holds its process id.
  const script = 'echo "not ours" > "$1.iopath-$$"; exec "$2" "$3" lint --fix --unsafe-fixes "$1"';
  const { stdout } = spawnSync('sh', ['-c', script, 'sh', file, process.execPath, cli], { encoding: 'utf8' });
  assert.match(stdout, /^0 findings/);
  const names = readdirSync(join(folder, 'beside'));
  assert.equal(names.length, 2, names.join());
  assert.equal(readFileSync(join(folder, 'beside', names[1]!), 'utf8'), 'not ours\n');
});

const changes: [string, (file: string) => void][] = [
  ['appended to', file => appendFileSync(file, '# mine\n')],
  [
    'replaced',
    file => {
      writeFileSync(`${file}.new`, text);
      renameSync(`${file}.new`, file);
    },
  ],
  [
    'rewritten with as many bytes',
    file => {
      writeFileSync(file, text.replace('path', 'name'));
      utimesSync(file, 1, 1);
    },
  ],
];
for (const [name, change] of changes)
  test(`a file that was ${name} since it was read keeps what was written`, () => {
    const file = write('changed/a.py', text);
    const source = readSource(file);
    change(file);
    const written = readFileSync(file, 'utf8');
    assert.throws(
      () => replaceFile(source, 'fixed'),
      (error: Error) => error instanceof Refused && /changed/.test(error.message),
    );
    assert.equal(readFileSync(file, 'utf8'), written);
    assert.deepEqual(readdirSync(join(folder, 'changed')), ['a.py'], 'nothing is left beside it');
  });

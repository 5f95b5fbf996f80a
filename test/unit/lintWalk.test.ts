import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, test } from 'node:test';
import { sourceFiles } from '../../src/cli/lint/sourceFiles';
import type { Message } from '../../src/model/message';
import { Problem } from '../../src/model/problem';
import { said } from '../english';
import { unprivileged } from '../unprivileged';

const root = mkdtempSync(join(tmpdir(), 'iopath-walk-'));
after(() => rmSync(root, { recursive: true }));

function tree(files: Record<string, string>): string {
  const folder = mkdtempSync(join(root, 'tree-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** What a walk yields and leaves out, relative to `folder`. */
function walked(folder: string, from = folder) {
  const skipped: string[] = [];
  const options = {
    takes: (name: string) => name.endsWith('.c'),
    onSkip: (file: string, why: Message) => skipped.push(`${relative(folder, file)}: ${said(why)}`),
  };
  const files = [...sourceFiles(from, options)].map(file => relative(folder, file));
  return { files, skipped };
}

const found = (folder: string, from = folder) => walked(folder, from).files;

test('files come in name order, only those taken, and none of .git and node_modules', () => {
  const folder = tree({ 'b.c': '', 'a/z.c': '', 'a/z.txt': '', '.git/x.c': '', 'node_modules/y.c': '' });
  assert.deepEqual(found(folder), ['a/z.c', 'b.c']);
});

test('a .gitignore counts for what lies below it, and a deeper one has the last word', () => {
  const folder = tree({
    '.gitignore': 'out/\n*.gen.c\n',
    'out/a.c': '',
    'keep/b.gen.c': '',
    'keep/.gitignore': '!b.gen.c\n/c.c\n',
    'keep/c.c': '',
    'keep/deep/c.c': '',
    'd.gen.c': '',
  });
  assert.deepEqual(found(folder), ['keep/b.gen.c', 'keep/deep/c.c']);
});

test('rules above the folder named count within one repository', () => {
  const folder = tree({ '.git/HEAD': '', '.gitignore': '*.gen.c\n', 'src/a.gen.c': '', 'src/b.c': '' });
  assert.deepEqual(found(folder, join(folder, 'src')), ['src/b.c']);
});

test('links are not followed, so a loop of folders ends', () => {
  const folder = tree({ 'a/b.c': '' });
  symlinkSync(folder, join(folder, 'a', 'again'));
  assert.deepEqual(found(folder), ['a/b.c']);
});

test('a .gitignore that is a FIFO, a device or a folder is left out, told, and never waited for', () => {
  const folder = tree({ 'a/x.c': '', 'b/x.c': '', 'c/x.c': '' });
  execFileSync('mkfifo', [join(folder, 'a', '.gitignore')]);
  symlinkSync('/dev/zero', join(folder, 'b', '.gitignore'));
  mkdirSync(join(folder, 'c', '.gitignore'));
  const why = 'its rules do not count: it is not a regular file';
  assert.deepEqual(walked(folder), {
    files: ['a/x.c', 'b/x.c', 'c/x.c'],
    skipped: ['a', 'b', 'c'].map(name => `${name}/.gitignore: ${why}`),
  });
});

test('a FIFO as .gitignore above the folder named is left out too', () => {
  const folder = tree({ '.git/HEAD': '', 'src/a.c': '' });
  execFileSync('mkfifo', [join(folder, '.gitignore')]);
  assert.deepEqual(walked(folder, join(folder, 'src')).files, ['src/a.c']);
});

test('a .gitignore too large to be a list counts for nothing, and says so', () => {
  const folder = tree({ '.gitignore': `${'a'.repeat(600 * 1024)}\n`, 'x.c': '' });
  assert.deepEqual(walked(folder), {
    files: ['x.c'],
    skipped: ['.gitignore: its rules do not count: it is larger than 512 KiB'],
  });
});

test('a rule that is too long, of which no expression can be made, is skipped alone and told', () => {
  const folder = tree({
    '.gitignore': `gone.c\n${'a'.repeat(70_000)}\nold.c\n`,
    'x.c': '',
    'gone.c': '',
    'old.c': '',
  });
  assert.deepEqual(walked(folder), {
    files: ['x.c'],
    skipped: ['.gitignore: the rule in line 2 is longer than 4,096 characters'],
  });
});

test('a rule whose matching could take for ever is skipped alone and told', () => {
  const folder = tree({
    '.gitignore': `gone.c\na${'/**/a'.repeat(5)}/b.c\nx/**/y/**/z.c\n`,
    'x/u/y/z.c': '',
    'gone.c': '',
  });
  let deep = folder;
  for (let depth = 0; depth < 200; depth += 1) deep = join(deep, 'a');
  mkdirSync(deep, { recursive: true });
  writeFileSync(join(deep, 'c.c'), '');
  assert.deepEqual(walked(folder), {
    files: [relative(folder, join(deep, 'c.c'))],
    skipped: ['.gitignore: the rule in line 2 has more than 2 `**` between its first and its last folder'],
  });
});

test('a broken class means what git takes it for, and the rules beside it count', t => {
  const rules = ['gone.c', '[z-a].c', 'a[b.c', '[[:none:]]*', '[!]', 'b\\', '(', 'x{2,1}+', 'old.c'];
  const names = ['a.c', 'ab.c', 'gone.c', 'm.c', 'old.c', 'x.c', 'z.c'];
  const folder = tree(Object.fromEntries(names.map(name => [name, ''])));
  writeFileSync(join(folder, '.gitignore'), `${rules.join('\n')}\n`);
  const kept = ['a.c', 'ab.c', 'm.c', 'x.c'];
  assert.deepEqual(walked(folder), { files: kept, skipped: [] });
  if (spawnSync('git', ['init', '-q', folder]).status !== 0) return t.diagnostic('git is not installed');
  const listed = execFileSync('git', ['-C', folder, 'ls-files', '-o', '--exclude-standard', '*.c']);
  assert.deepEqual(listed.toString().trim().split('\n'), kept);
});

test('a folder that can not be listed and one whose path is too long are told', () => {
  const folder = tree({ 'x.c': '' });
  // Made step by step: no call takes the whole path.
  const name = 'n'.repeat(250);
  execFileSync('bash', [
    '-c',
    `cd "$1"; for ((i = 0; i < 17; i++)); do mkdir ${name} && cd ${name}; done`,
    '-',
    folder,
  ]);
  try {
    const { files, skipped } = walked(folder);
    assert.deepEqual(files, ['x.c']);
    assert.equal(skipped.length, 1);
    assert.match(skipped[0] ?? '', /: it can't be read \(ENAMETOOLONG\)$/);
  } finally {
    execFileSync('rm', ['-rf', folder]);
  }
});

test('a folder without permission is told', async t => {
  chmodSync(root, 0o755);
  const folder = tree({ 'x.c': '', 'shut/y.c': '' });
  chmodSync(join(folder, 'shut'), 0);
  try {
    await unprivileged(t, folder, () => {
      assert.deepEqual(walked(folder), { files: ['x.c'], skipped: ["shut: it can't be read (EACCES)"] });
    });
  } finally {
    chmodSync(join(folder, 'shut'), 0o700);
  }
});

test('a path that is not there is a problem of the input', () => {
  assert.throws(
    () => walked(join(root, 'none')),
    (error: unknown) => error instanceof Problem && error.kind === 'input',
  );
});

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, test } from 'node:test';
import { sourceFiles } from '../../src/cli/lint/walk';
import { Problem } from '../../src/model/problem';

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

const found = (folder: string, from = folder) =>
  [...sourceFiles(from, name => name.endsWith('.c'))].map(file => relative(folder, file));

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

test('a path that is not there is a problem of the input', () => {
  assert.throws(
    () => [...sourceFiles(join(root, 'none'), () => true)],
    (error: unknown) => error instanceof Problem && error.kind === 'input',
  );
});

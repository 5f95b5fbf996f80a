import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Entry, type Tree, type WalkOptions, walk, walkAsync } from '../../src/lint/walk';
import type { Message } from '../../src/model/message';
import { excludesOf, type FilesExclude } from '../../src/ui/files/excludes';
import { said } from '../english';

/** A tree in memory: paths to texts; a path that ends in `|` is a FIFO, a directory named `locked` can't be listed. */
function treeOf(files: Record<string, string>): Tree {
  return {
    list(directory) {
      if (directory.endsWith('locked/')) return null;
      const entries = new Map<string, Entry>();
      for (const path of Object.keys(files).filter(name => name.startsWith(directory))) {
        const [name = '', ...deeper] = path.slice(directory.length).split('/');
        const kind = deeper.length > 0 ? 'directory' : name.endsWith('|') ? 'other' : 'file';
        entries.set(name, [name, kind]);
      }
      return [...entries.values()];
    },
    read: path => files[path] ?? null,
  };
}

/** What the command line and the editor find; they differ in nothing but waiting. */
async function walked(files: Record<string, string>, options: WalkOptions = {}): Promise<string[]> {
  const tree = treeOf(files);
  const found = [...walk(tree, options)];
  const later: string[] = [];
  const asyncTree = {
    list: async (path: string) => tree.list(path),
    read: async (path: string) => tree.read(path),
  };
  const { signal } = new AbortController();
  for await (const path of walkAsync(asyncTree, { ...options, signal })) later.push(path);
  assert.deepEqual(later, found);
  return found;
}

const excluding = (exclude: FilesExclude): WalkOptions => ({ excluded: excludesOf(exclude) });

test('all regular files in name order, and nothing else', async () => {
  assert.deepEqual(await walked({ b: '', 'a/2': '', 'a/1': '', 'pipe|': '' }), ['a/1', 'a/2', 'b']);
});

test('folders of version control and of packages hold no sources', async () => {
  assert.deepEqual(await walked({ '.git/a': '', 'x/node_modules/b': '', 'x/c': '' }), ['x/c']);
});

test('files.exclude leaves out by glob, by braces and by a sibling', async () => {
  const files = {
    '.svn/HEAD': '',
    'a.js': '',
    'a.ts': '',
    'b.js': '',
    'x/cache/HEAD': '',
    'x/y.tmp': '',
    'x/y.bak': '',
  };
  const exclude = {
    '**/cache': true,
    '**/*.js': { when: '$(basename).ts' },
    '**/*.{tmp,bak}': true,
    '**/a.ts': false,
  };
  assert.deepEqual(await walked(files, excluding(exclude)), ['a.ts', 'b.js']);
});

test('a glob without stars names a path from the folder on', async () => {
  assert.deepEqual(await walked({ 'out/a': '', 'src/out/b': '' }, excluding({ out: true })), ['src/out/b']);
});

test('nested .gitignore files: the innermost with a rule for the path decides', async () => {
  const files = {
    '.gitignore': '*.log\nbuild/\n/only-here',
    'a.log': '',
    'build/x': '',
    'only-here': '',
    'sub/.gitignore': '!keep.log\nsecret',
    'sub/keep.log': '',
    'sub/other.log': '',
    'sub/secret': '',
    'sub/only-here': '',
    'sub/deep/secret': '',
  };
  assert.deepEqual(await walked(files), ['.gitignore', 'sub/.gitignore', 'sub/keep.log', 'sub/only-here']);
});

test('rules of the directories above the start count', async () => {
  const files = {
    '.gitignore': '*.gen.c\n',
    'a/.gitignore': '/b/old.c\n',
    'a/b/old.c': '',
    'a/b/x.c': '',
    'a/b/x.gen.c': '',
    'a/c.c': '',
  };
  assert.deepEqual(await walked(files, { start: 'a/b/' }), ['a/b/x.c']);
});

test('a start that the rules above leave out is walked: it was chosen', async () => {
  const files = { '.gitignore': 'out/\n', 'out/a.c': '', 'out/b/.gitignore': 'c.c', 'out/b/c.c': '' };
  assert.deepEqual(await walked(files, { start: 'out/' }), ['out/a.c', 'out/b/.gitignore']);
});

test('a rule too long for an expression is left out alone, and reported', async () => {
  const skipped: string[] = [];
  const files = {
    'a/.gitignore': `gone\n${'x'.repeat(70_000)}\nold`,
    'a/gone': '',
    'a/old': '',
    'a/kept': '',
  };
  const onSkip = (path: string, why: Message) => skipped.push(`${path}: ${said(why)}`);
  assert.deepEqual([...walk(treeOf(files), { onSkip })], ['a/.gitignore', 'a/kept']);
  assert.deepEqual(skipped, ['a/.gitignore: the rule in line 2 is longer than 4,096 characters']);
});

test('a directory that can not be listed is passed over', async () => {
  assert.deepEqual(await walked({ 'locked/a': '', open: '' }), ['open']);
});

test('a cancelled walk ends', async () => {
  const tree = { list: async () => [['a', 'file'] as Entry], read: async () => null };
  for await (const path of walkAsync(tree, { signal: AbortSignal.abort() })) assert.fail(path);
});

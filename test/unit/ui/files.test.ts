import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidates } from '../../../src/ui/files/candidates';
import { braces, excludesOf, type FilesExclude } from '../../../src/ui/files/excludes';
import { type EntryKind, walk } from '../../../src/ui/files/walk';

/** A folder in memory: paths to texts; a path that ends in `|` is a FIFO. */
function folder(files: Record<string, string>) {
  const entries = (directory: string): [string, EntryKind][] => {
    const names = new Map<string, EntryKind>();
    for (const path of Object.keys(files).filter(name => name.startsWith(directory))) {
      const [name = '', ...deeper] = path.slice(directory.length).split('/');
      const kind = deeper.length > 0 ? 'directory' : name.endsWith('|') ? 'other' : 'file';
      names.set(name, kind);
    }
    return [...names];
  };
  return {
    list: async (directory: string) => entries(directory),
    text: async (path: string) => files[path]!,
  };
}

async function walked(files: Record<string, string>, exclude: FilesExclude = {}, signal?: AbortSignal) {
  const found: string[] = [];
  const options = { excluded: excludesOf(exclude), signal: signal ?? new AbortController().signal };
  for await (const path of walk(folder(files), options)) found.push(path);
  return found;
}

test('all regular files in name order, and nothing else', async () => {
  assert.deepEqual(await walked({ b: '', 'a/2': '', 'a/1': '', 'pipe|': '' }), ['a/1', 'a/2', 'b']);
});

test('files.exclude leaves out by glob, by braces and by a sibling', async () => {
  const files = {
    '.git/HEAD': '',
    'a.js': '',
    'a.ts': '',
    'b.js': '',
    'x/.git/HEAD': '',
    'x/y.tmp': '',
    'x/y.bak': '',
  };
  const exclude = {
    '**/.git': true,
    '**/*.js': { when: '$(basename).ts' },
    '**/*.{tmp,bak}': true,
    '**/a.ts': false,
  };
  assert.deepEqual(await walked(files, exclude), ['a.ts', 'b.js']);
});

test('a glob without stars names a path from the folder on', async () => {
  assert.deepEqual(await walked({ 'out/a': '', 'src/out/b': '' }, { out: true }), ['src/out/b']);
});

test('nested .gitignore files: the innermost with a word on it decides', async () => {
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

test('a cancelled walk ends', async () => {
  assert.deepEqual(await walked({ a: '' }, {}, AbortSignal.abort()), []);
});

test('a directory that can not be listed is told and passed over', async () => {
  const source = {
    list: async (directory: string): Promise<[string, EntryKind][]> => {
      if (directory === 'locked/') throw new Error('EACCES');
      return [
        ['locked', 'directory'],
        ['open', 'file'],
      ];
    },
    text: async () => '',
  };
  const told: string[] = [];
  const found: string[] = [];
  const signal = new AbortController().signal;
  for await (const path of walk(source, {
    excluded: () => false,
    signal,
    onUnreadable: name => told.push(name),
  }))
    found.push(path);
  assert.deepEqual([found, told], [['open'], ['locked/']]);
});

test('braces are written out, nested ones too', () => {
  assert.deepEqual(braces('a.{b,c}{1,2}'), ['a.b1', 'a.b2', 'a.c1', 'a.c2']);
  assert.deepEqual(braces('plain'), ['plain']);
});

test('data files of a useful size come first, then the large, and empty ones not at all', () => {
  const files = [
    { path: 'small.csv', bytes: 10 },
    { path: 'empty.bin', bytes: 0 },
    { path: 'huge.so', bytes: 900 << 20 },
    { path: 'video.mp4', bytes: 5 << 20 },
    { path: 'log.bin', bytes: 64 << 20 },
  ];
  assert.deepEqual(
    candidates(files).map(({ path }) => path),
    ['log.bin', 'video.mp4', 'huge.so', 'small.csv'],
  );
});

// Findings that are kept between runs of `iopath lint`.
import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { createAnalyzer, type FindingsCache } from '../../src/analysis/analyzer';
import { openCacheFolder } from '../../src/lint/cacheFolder';
import { DiskCache } from '../../src/lint/diskCache';
import type { Finding } from '../../src/model/finding';
import { loadWasm } from '../detectors/wasm';

const scratch = mkdtempSync(join(tmpdir(), 'iopath-cache-'));
const bundle = join(scratch, 'bundle');
mkdirSync(join(bundle, 'grammars'), { recursive: true });
writeFileSync(join(bundle, 'grammars', 'c.wasm'), 'grammar');

const variable = { linux: 'XDG_CACHE_HOME', win32: 'LOCALAPPDATA' }[platform() as string];
const noVariable = variable ? false : 'the cache folder of this system is no setting';
const before = variable && process.env[variable];
after(() => {
  if (variable && before !== undefined) process.env[variable] = before;
  rmSync(scratch, { recursive: true });
});

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(scratch, 'home-'));
  if (variable) process.env[variable] = home;
  writeFileSync(join(bundle, 'analysisThread.js'), 'code');
});

const loop = `void f(int in, int out) {
  char buf[4096];
  ssize_t n;
  while ((n = read(in, buf, sizeof buf)) > 0)
    write(out, buf, n);
}
`;

async function found(cache: FindingsCache | null, text = loop, options = {}): Promise<Finding[]> {
  const analyzer = createAnalyzer({ loadWasm, cache, ...options });
  try {
    return await analyzer.analyze('/a.c', text, 'c');
  } finally {
    analyzer.dispose();
  }
}

const entries = (folder: string) => readdirSync(folder).map(name => join(folder, name));

test('kept findings are those of a look anew, and of the same path and text only', async () => {
  const cache = new DiskCache(home);
  const findings = await found(cache);
  assert.equal(findings.length, 1);
  assert.deepEqual(cache.get('/a.c', loop), findings);
  assert.equal(cache.get('/b.c', loop), null);
  assert.equal(cache.get('/a.c', `${loop}\n`), null);
});

test('what is kept is used, without a grammar; a document that is open is looked through', async () => {
  const kept: FindingsCache = { get: () => [], set: () => assert.fail() };
  assert.deepEqual(await found(kept, loop, { loadWasm: () => assert.fail() }), []);
  const analyzer = createAnalyzer({ loadWasm, cache: kept });
  const handle = analyzer.handle();
  assert.equal((await analyzer.analyze('/a.c', loop, 'c', handle)).length, 1);
  handle.dispose();
  analyzer.dispose();
});

test('a file that took too long is not kept: the next run may have the time', async () => {
  assert.deepEqual(await found(new DiskCache(home), loop.repeat(2000), { limitMs: 0 }), []);
  assert.deepEqual(entries(home), []);
});

for (const [what, content] of [
  ['torn', '[{"file":'],
  ['of another shape', '[{"file": 1}]'],
  ['empty', ''],
] as const)
  test(`an entry that is ${what} is looked through anew and replaced`, async () => {
    const findings = await found(new DiskCache(home));
    const [entry] = entries(home);
    writeFileSync(entry!, content);
    assert.deepEqual(await found(new DiskCache(home)), findings);
    assert.deepEqual(JSON.parse(readFileSync(entry!, 'utf8')), findings);
  });

test('a folder that is gone or no folder keeps nothing, and no finding is lost', async () => {
  const file = join(home, 'file');
  writeFileSync(file, '');
  for (const folder of [file, join(home, 'gone')])
    assert.equal((await found(new DiskCache(folder))).length, 1);
});

test('each version has a folder; one that was not used for 30 days is deleted', { skip: noVariable }, () => {
  const first = openCacheFolder(bundle)!;
  assert.equal(openCacheFolder(bundle), first);
  const all = join(first, '..');
  const [old, recent] = ['old', 'recent'].map(name => join(all, name));
  for (const [folder, days] of [
    [old!, 31],
    [recent!, 29],
  ] as const) {
    mkdirSync(folder);
    const then = new Date(Date.now() - days * 24 * 3600 * 1000);
    utimesSync(folder, then, then);
  }
  writeFileSync(join(bundle, 'analysisThread.js'), 'other code');
  const second = openCacheFolder(bundle)!;
  assert.notEqual(second, first);
  assert.deepEqual(
    readdirSync(all).sort(),
    [first, second, recent].map(path => path!.slice(all.length + 1)).sort(),
  );
});

const noOthers = platform() === 'win32' ? 'folders have no mode' : noVariable;
test('a folder that others may write is not used', { skip: noOthers }, () => {
  const folder = openCacheFolder(bundle)!;
  chmodSync(join(folder, '..'), 0o777);
  assert.equal(openCacheFolder(bundle), null);
});

test('where the folder can not be made there is none', { skip: noVariable }, () => {
  writeFileSync(join(home, 'iopath'), '');
  assert.equal(openCacheFolder(bundle), null);
});

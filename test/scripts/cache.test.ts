import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { cached } from '../../scripts/lib/cache.mjs';

const home = mkdtempSync(join(tmpdir(), 'iopath-cache-'));
process.env.XDG_CACHE_HOME = home;
const place = join(home, 'io-path-profiler');
after(() => rmSync(home, { recursive: true, force: true }));

test('two that want a thing at once fetch it once', async () => {
  let fills = 0;
  const fill = async (folder: string) => {
    fills += 1;
    await new Promise(resolve => setTimeout(resolve, 100));
    writeFileSync(join(folder, 'thing'), 'whole');
  };
  const folders = await Promise.all([cached('twice', fill), cached('twice', fill)]);
  assert.equal(fills, 1);
  assert.deepEqual(
    folders.map(folder => readFileSync(join(folder, 'thing'), 'utf8')),
    ['whole', 'whole'],
  );
  assert.deepEqual(readdirSync(place), ['twice'], 'no lock and no half-filled folder stays');
});

test('a fetch that fails leaves nothing, and the next one works', async () => {
  await assert.rejects(
    cached('broken', (folder: string) => {
      writeFileSync(join(folder, 'half'), '');
      throw new Error('the line went dead');
    }),
    /line went dead/,
  );
  assert.ok(!existsSync(join(place, 'broken')));
  const folder = await cached('broken', async (folder: string) => writeFileSync(join(folder, 'whole'), ''));
  assert.deepEqual(readdirSync(folder), ['whole']);
});

/** The cache folder of a process with this environment, and its messages. */
function folderWith(environment: Record<string, string | undefined>) {
  const script = `import { cacheFolder } from ${JSON.stringify(resolve('scripts/lib/cache.mjs'))};
    import { main } from ${JSON.stringify(resolve('scripts/lib/say.mjs'))};
    await main(() => console.log(cacheFolder()));`;
  const env: NodeJS.ProcessEnv = { ...process.env, XDG_CACHE_HOME: '', TMPDIR: home, ...environment };
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env,
    encoding: 'utf8',
  });
  return { folder: stdout.trim(), words: stderr, status };
}
const fallback = join(home, `io-path-profiler-${process.getuid?.()}`);

test('caches are in XDG_CACHE_HOME, else below HOME', () => {
  assert.equal(folderWith({ XDG_CACHE_HOME: home }).folder, place);
  assert.equal(folderWith({ HOME: home }).folder, join(home, '.cache/io-path-profiler'));
});

test('without a home that can be written, caches go to a temporary folder with a word', () => {
  writeFileSync(join(home, 'a file'), '');
  for (const HOME of ['', '/proc/nothing', join(home, 'missing'), join(home, 'a file')]) {
    const { folder, words, status } = folderWith({ HOME });
    assert.deepEqual({ HOME, folder, status }, { HOME, folder: fallback, status: 0 });
    assert.match(words, /^caches go to .*XDG_CACHE_HOME names a better one\n$/);
  }
});

test('without any folder that can be written, the message names the way out', () => {
  const { words, status } = folderWith({ HOME: '/dev/null/home', TMPDIR: '/dev/null/home' });
  assert.equal(status, 1);
  assert.match(words, /no folder to keep downloads in[\s\S]*why: .*ENOTDIR[\s\S]*do: .*XDG_CACHE_HOME=/);
});

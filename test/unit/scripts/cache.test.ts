import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { cached } from '../../../scripts/lib/cache.mjs';

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

test('the lock of a run that was killed is taken away', async () => {
  const { pid } = spawnSync('true');
  mkdirSync(join(place, 'orphan.lock'), { recursive: true });
  writeFileSync(join(place, 'orphan.lock/pid'), String(pid));
  const folder = await cached('orphan', async (folder: string) => writeFileSync(join(folder, 'whole'), ''));
  assert.deepEqual(readdirSync(folder), ['whole']);
});

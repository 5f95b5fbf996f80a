import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
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
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { dependenciesMatch } from '../../scripts/lib/dependencies.mjs';
import { processStart } from '../../scripts/lib/processes.mjs';
import { programs } from './programs';

const place = mkdtempSync(join(tmpdir(), 'iopath-dependencies-'));
/**
 * `npm ci` takes its place in a log, waits for the word to go on, and installs the one package. The registry, which is
 * asked meanwhile (`npm view`), answers at once: what is no installer must not stand in the log of installers.
 */
const bin = programs({
  npm: `[ "$1" = ci ] || exit 0
echo $$ >> log
rm -rf node_modules; mkdir -p node_modules/tool
while [ ! -e go ]; do sleep 0.05; done
echo '{}' > node_modules/tool/package.json
echo '{"packages":{"node_modules/tool":{"version":"1.0.0"}}}' > node_modules/.package-lock.json`,
});
after(() => {
  for (const folder of [place, bin]) rmSync(folder, { recursive: true, force: true });
});

function checkout(name: string, entry = {}) {
  const folder = join(place, name);
  mkdirSync(folder);
  const packages = { '': {}, 'node_modules/tool': { version: '1.0.0', ...entry } };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }));
  return folder;
}

const script = `import { ensureDependencies } from ${JSON.stringify(resolve('scripts/lib/dependencies.mjs'))};
  await ensureDependencies();`;
function setUp(cwd: string) {
  const env: NodeJS.ProcessEnv = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  delete env.npm_execpath;
  // Room on the disk is asked for in another test.
  return spawn(process.execPath, ['--input-type=module', '-e', script], { cwd, env });
}
async function wordsOf(child: ChildProcess, pattern: RegExp) {
  let words = '';
  for await (const chunk of child.stderr as NodeJS.ReadableStream) {
    words += chunk;
    if (pattern.test(words)) return words;
  }
  return words;
}
const installers = (folder: string) =>
  existsSync(join(folder, 'log'))
    ? readFileSync(join(folder, 'log'), 'utf8').trim().split('\n').map(Number)
    : [];

test('two set-ups at once install once, and the second says that it waits', async () => {
  const folder = checkout('twice');
  const first = setUp(folder);
  while (installers(folder).length === 0) await sleep(20);
  const second = setUp(folder);
  assert.match(
    await wordsOf(second, /\n/),
    /^waiting: another run \(process \d+\) is installing dependencies …\n/,
  );
  const ends = [once(first, 'close'), once(second, 'close')];
  writeFileSync(join(folder, 'go'), '');
  assert.deepEqual(await Promise.all(ends), [
    [0, null],
    [0, null],
  ]);
  assert.equal(installers(folder).length, 1);
});

test('Ctrl-C in the middle, and again, leaves no process and no half state; the next run works', async () => {
  const folder = checkout('interrupted');
  for (const round of [1, 2]) {
    const child = setUp(folder);
    while (installers(folder).length < round) await sleep(20);
    child.kill('SIGINT');
    child.kill('SIGINT');
    assert.deepEqual(await once(child, 'close'), [130, null]);
    const installer = installers(folder).at(-1) as number;
    while (processStart(installer) !== null) await sleep(20);
    assert.equal(dependenciesMatch(folder), false);
  }
  writeFileSync(join(folder, 'go'), '');
  assert.deepEqual(await once(setUp(folder), 'close'), [0, null]);
  assert.equal(dependenciesMatch(folder), true);
  assert.deepEqual(readdirSync(join(folder, 'out/setup')), [], 'no lock stays');
});

function installed(folder: string) {
  mkdirSync(join(folder, 'node_modules/tool'), { recursive: true });
  writeFileSync(join(folder, 'node_modules/tool/package.json'), '{}');
  const packages = { 'node_modules/tool': { version: '1.0.0' } };
  writeFileSync(join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
}

test('a package whose folder is gone is missing, whatever the list says', () => {
  const folder = checkout('gone');
  installed(folder);
  assert.equal(dependenciesMatch(folder), true);
  rmSync(join(folder, 'node_modules/tool'), { recursive: true });
  assert.equal(dependenciesMatch(folder), false);
});

test('of optional packages only those of this machine are needed', () => {
  const own = { optional: true, os: [process.platform], cpu: [process.arch] };
  assert.equal(dependenciesMatch(checkoutWithEmptyList('own', own)), false);
  assert.equal(dependenciesMatch(checkoutWithEmptyList('other', { ...own, cpu: ['none'] })), true);
});

function checkoutWithEmptyList(name: string, entry: object) {
  const folder = checkout(name, entry);
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'node_modules/.package-lock.json'), '{"packages":{}}');
  return folder;
}

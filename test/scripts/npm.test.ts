import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { installPackages, npmProblem } from '../../scripts/lib/npm.mjs';
import { tmpfs } from './tmpfs';

const place = mkdtempSync(join(tmpdir(), 'iopath-npm-'));
after(() => rmSync(place, { recursive: true, force: true }));
const before = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});

const what = 'It could not be had.';
let checkouts = 0;

/** A package that asks for one development dependency, a local one where `local` says so. */
function checkout({ local }: { local: boolean }) {
  checkouts += 1;
  const cwd = join(place, String(checkouts));
  mkdirSync(join(cwd, 'tool'), { recursive: true });
  const wanted = local ? 'file:tool' : '1.0.0';
  const root = { name: 'it', version: '1.0.0', devDependencies: { 'iopath-tool': wanted } };
  const tool = { name: 'iopath-tool', version: '1.0.0', dev: true };
  const packages = local
    ? { '': root, 'node_modules/iopath-tool': { resolved: 'tool', link: true }, tool }
    : { '': root, 'node_modules/iopath-tool': { version: '1.0.0', dev: true } };
  writeFileSync(join(cwd, 'package.json'), JSON.stringify(root));
  writeFileSync(join(cwd, 'tool/package.json'), JSON.stringify({ name: 'iopath-tool', version: '1.0.0' }));
  writeFileSync(join(cwd, 'package-lock.json'), JSON.stringify({ ...root, lockfileVersion: 3, packages }));
  return cwd;
}

/** What the installation says with a registry at this address. */
async function refusal(registry: string, cwd = checkout({ local: false }), silence = 500) {
  Object.assign(process.env, {
    npm_config_registry: registry,
    npm_config_fetch_timeout: String(silence),
    npm_config_fetch_retries: '0',
    npm_config_cache: join(place, `cache-${checkouts}`),
  });
  try {
    await installPackages({ what, cwd, needsMebibytes: 1, grace: 100 });
  } catch (error) {
    return (error as Error).message;
  }
  return 'it was installed';
}

async function withServer(answer: Parameters<typeof createServer>[1], use: (url: string) => Promise<void>) {
  const server: Server = createServer(answer as never);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }
}

test('a registry that never answers', async () => {
  await withServer(
    () => {},
    async url => {
      const words = await refusal(url);
      assert.match(
        words,
        /^It could not be had\.\n {2}why: the registry does not answer in time\n[\s\S]*127\.0\.0\.1/,
      );
      assert.match(words, /\n {2}do: .*npm ping.*npm_config_registry/);
    },
  );
});

/** A registry that has the package and sends its archive in its own way. */
async function withPackage(
  send: (archive: Buffer, response: ServerResponse) => unknown,
  use: (url: string) => Promise<void>,
) {
  mkdirSync(join(place, 'package'), { recursive: true });
  writeFileSync(
    join(place, 'package/package.json'),
    JSON.stringify({ name: 'iopath-tool', version: '1.0.0' }),
  );
  const { stdout: archive } = spawnSync('tar', ['-cz', '-C', place, 'package']);
  let tarball = '';
  const document = () => {
    const version = { name: 'iopath-tool', version: '1.0.0', dist: { tarball } };
    return JSON.stringify({ name: 'iopath-tool', versions: { '1.0.0': version } });
  };
  await withServer(
    ({ url }, response) => (url === '/it.tgz' ? send(archive, response) : response.end(document())),
    url => {
      tarball = `${url}it.tgz`;
      return use(url);
    },
  );
}

test('a registry that is slow, but answers, is waited for', async () => {
  // Long beside a pause of this process on a busy machine: each piece comes after a tenth of it.
  const silence = 2500;
  const pieces = 12;
  const cwd = checkout({ local: false });
  let slept = 0;
  await withPackage(
    async (archive, response) => {
      const length = Math.ceil(archive.length / pieces);
      for (let at = 0; at < archive.length; at += length) {
        slept += silence / 10;
        await sleep(silence / 10);
        response.write(archive.subarray(at, at + length));
      }
      response.end();
    },
    async url => assert.equal(await refusal(url, cwd, silence), 'it was installed'),
  );
  assert.ok(slept > silence, 'the whole took longer than a silence may');
  assert.ok(existsSync(join(cwd, 'node_modules/iopath-tool/package.json')));
});

test('a registry that falls silent in the middle of an answer', async () => {
  await withPackage(
    (archive, response) => {
      response.writeHead(200, { 'content-length': archive.length });
      response.write(archive.subarray(0, archive.length / 2));
    },
    async url =>
      assert.match(
        await refusal(url),
        /why: the registry does not answer in time\n[\s\S]*127\.0\.0\.1[\s\S]*do: .*npm ping/,
      ),
  );
});

test('a registry that is silent about each of many packages is told after the first', async () => {
  const cwd = checkout({ local: false });
  const packages: Record<string, object> = { '': {} };
  for (let i = 0; i < 400; i += 1)
    packages[`node_modules/iopath-tool-${i}`] = { version: '1.0.0', dev: true };
  const devDependencies = Object.fromEntries(
    Object.keys(packages)
      .slice(1)
      .map(path => [path.slice(13), '1.0.0']),
  );
  const root = { name: 'it', version: '1.0.0', devDependencies };
  writeFileSync(join(cwd, 'package.json'), JSON.stringify(root));
  packages[''] = root;
  writeFileSync(join(cwd, 'package-lock.json'), JSON.stringify({ ...root, lockfileVersion: 3, packages }));
  const asked = new Set();
  await withServer(
    ({ url }) => asked.add(url),
    async url => assert.match(await refusal(url, cwd), /why: the registry does not answer in time/),
  );
  assert.ok(asked.size < 100, `npm was ended, and did not ask for all: ${asked.size}`);
});

test('a registry that answers with an error', async () => {
  await withServer(
    (_, response) => response.writeHead(500).end(),
    async url => assert.match(await refusal(url), /why: the registry answers with an error\n[\s\S]*E500/),
  );
});

test('a registry that refuses access', async () => {
  await withServer(
    (_, response) => response.writeHead(403).end(),
    async url => assert.match(await refusal(url), /why: the registry refuses access\n[\s\S]*do: {2}log in/),
  );
});

test('a registry that is not there', async () => {
  let closed = '';
  await withServer(
    () => {},
    async url => {
      closed = url;
    },
  );
  assert.match(await refusal(closed), /why: the registry cannot be reached\n[\s\S]*ECONNREFUSED/);
});

for (const [name, value] of [
  ['NODE_ENV', 'production'],
  ['npm_config_omit', 'dev'],
  ['npm_config_production', 'true'],
] as const)
  test(`development dependencies are installed with ${name}=${value}`, async () => {
    process.env[name] = value;
    const cwd = checkout({ local: true });
    await installPackages({ what, cwd, needsMebibytes: 1 });
    assert.ok(existsSync(join(cwd, 'node_modules/iopath-tool/package.json')));
  });

/** An npm that prints its environment into a file. */
function fakeNpm() {
  const folder = mkdtempSync(join(place, 'bin-'));
  const seen = join(folder, 'seen');
  writeFileSync(join(folder, 'npm'), `#!/bin/sh\nenv > '${seen}'\n`);
  chmodSync(join(folder, 'npm'), 0o755);
  delete process.env.npm_execpath;
  process.env.PATH = `${folder}:${process.env.PATH}`;
  return () => readFileSync(seen, 'utf8');
}

test('npm keeps its cache elsewhere when the home folder is of no use', async () => {
  const seen = fakeNpm();
  Object.assign(process.env, { HOME: '/proc/nothing', XDG_CACHE_HOME: place });
  delete process.env.npm_config_cache;
  await installPackages({ what, cwd: place, needsMebibytes: 1 });
  assert.ok(seen().includes(`npm_config_cache=${place}/io-path-profiler/npm\n`));
});

test('npm waits half a minute for a registry, or as long as the person says', async () => {
  const seen = fakeNpm();
  delete process.env.npm_config_fetch_timeout;
  await installPackages({ what, cwd: place, needsMebibytes: 1 });
  assert.match(seen(), /^npm_config_fetch_timeout=30000$/m);
  process.env.npm_config_fetch_timeout = '7';
  await installPackages({ what, cwd: place, needsMebibytes: 1 });
  assert.match(seen(), /^npm_config_fetch_timeout=7$/m);
});

test('too little room is told before anything is fetched', async t => {
  const full = tmpfs(t, { size: '1m', inodes: 100 });
  if (full === null) return;
  const words = await installPackages({ what, cwd: full, needsMebibytes: 600 }).catch(error => error.message);
  assert.match(
    words,
    /why: the disk is full: 1 MiB are free and about 600 MiB are needed\n {2}do: {2}make room/,
  );
});

test('what npm says about a disk that fills up, or a folder of another user, is explained', () => {
  const full = npmProblem('npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device, write');
  assert.match(String(full.why), /^the disk is full\n/);
  const foreign = npmProblem("npm error code EACCES\nnpm error Error: EACCES: permission denied, mkdir '/x'");
  assert.match(String(foreign.why), /^a folder cannot be written\n/);
  assert.match(String(foreign.remedy), /make it yours/);
});

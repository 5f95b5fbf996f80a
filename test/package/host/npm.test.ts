// The command line as an npm package, installed from its tarball in an empty folder, offline.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { hostTarget, makePackage } from '../../../scripts/lib/vsix.mjs';
import { sender } from '../../cli/iopath';

const place = mkdtempSync(join(tmpdir(), 'iopath-npm-'));
after(() => rmSync(place, { recursive: true, force: true }));

const npx = (args: string[]) =>
  spawnSync('npx', ['--offline', '--', 'iopath', ...args], {
    cwd: place,
    encoding: 'utf8',
    timeout: 600_000,
  });

test('it installs offline without a script or a dependency, and npx runs it', async () => {
  const tarball = resolve(await makePackage('npm', { [hostTarget]: join('dist', 'native') }));
  writeFileSync(join(place, 'package.json'), '{ "private": true }');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: place });
  const manifest = JSON.parse(readFileSync(join(place, 'node_modules/iopath/package.json'), 'utf8'));
  assert.deepEqual([manifest.scripts, manifest.dependencies], [undefined, undefined]);
  assert.match(npx(['--version']).stdout, /^iopath \d/);
});

test('lint works, with exit codes and annotations for CI', () => {
  writeFileSync(join(place, 'a.py'), `import socket\n\n\n${sender()}`);
  const { status, stdout } = npx(['lint', '--format', 'github', 'a.py']);
  assert.equal(status, 1, stdout);
  assert.match(stdout, /^::warning file=a\.py,line=6/m);
  assert.equal(npx(['lint', '--ignore', 'copy-loop', 'a.py']).status, 0);
});

test('the backend inside measures', { skip: process.platform !== 'linux' && 'measuring needs Linux' }, () => {
  const data = join(place, 'data.bin');
  writeFileSync(data, Buffer.alloc(1 << 18, 'io'));
  const args = ['profile', data, '--strategy', 'read-write,sendfile', '--runs', '3', '--json'];
  const { status, stdout, stderr } = npx(args);
  assert.equal(status, 0, stderr);
  const { transfers } = JSON.parse(stdout);
  assert.ok(transfers.every(({ summary }: { summary: unknown }) => summary !== null));
  const traced = npx(['trace', '--json', '--', 'cat', data]);
  assert.equal(traced.status, 0, traced.stderr);
  assert.ok(existsSync(data));
});

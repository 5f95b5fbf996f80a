import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { buildBackend, compilerProblem, missingBackend } from '../../scripts/lib/backend.mjs';
import { programs } from './programs';

const place = mkdtempSync(join(tmpdir(), 'iopath backend ñ '));
const origin = process.cwd();
after(() => {
  process.chdir(origin);
  rmSync(place, { recursive: true, force: true });
});
mkdirSync(join(place, 'native'));
symlinkSync(resolve('node_modules'), join(place, 'node_modules'));
mkdirSync(join(place, 'scripts/lib'), { recursive: true });
process.chdir(place);

const old = programs({
  cxx: 'case "$*" in *c++20*) echo "unrecognized option -std=c++20" >&2; exit 1;; esac',
});
after(() => rmSync(old, { recursive: true, force: true }));
const skip = spawnSync('g++', ['--version']).status !== 0 && 'no g++ here (Debian: sudo apt-get install g++)';

beforeEach(() => {
  delete process.env.CXX;
  rmSync('dist', { recursive: true, force: true });
  rmSync('out', { recursive: true, force: true });
  writeFileSync('native/it.cc', 'extern "C" int answer() { return 42; }\n');
});

test('a compiler that is missing or too old is told with its remedy', () => {
  process.env.CXX = 'no-such-compiler';
  const missing = compilerProblem({ platform: 'linux' });
  assert.match(String(missing?.why), /no-such-compiler cannot be run \(ENOENT\)/);
  assert.match(String(missing?.remedy), /g\+\+/);
  process.env.CXX = join(old, 'cxx');
  assert.match(
    String(compilerProblem({ platform: 'linux' })?.why),
    /does not compile C\+\+20: unrecognized option/,
  );
  assert.match(String(compilerProblem({ platform: 'darwin' })?.remedy), /WSL/);
});

test('without a compiler an addon of older sources goes, and its reason is kept for the tests', async () => {
  mkdirSync('dist/native', { recursive: true });
  writeFileSync('dist/native/iopath.node', 'of older sources');
  process.env.CXX = 'no-such-compiler';
  await assert.rejects(buildBackend(), { name: 'BackendMissing' });
  assert.ok(!existsSync('dist/native'));
  assert.match(String(missingBackend()?.why), /no-such-compiler cannot be run/);
});

test(
  'once there is a compiler the addon is built, and what else lies in its folder goes',
  { skip },
  async () => {
    process.env.CXX = 'no-such-compiler';
    await assert.rejects(buildBackend());
    delete process.env.CXX;
    mkdirSync('dist/native', { recursive: true });
    writeFileSync('dist/native/iopath.node.new', 'half');
    await buildBackend();
    assert.deepEqual(readdirSync('dist/native'), ['iopath.node']);
    assert.equal(missingBackend(), null);
  },
);

test('a source that does not compile is no missing compiler', { skip }, async () => {
  writeFileSync('native/it.cc', 'int broken( { }\n');
  await assert.rejects(buildBackend(), (error: Error) => {
    assert.equal(error.name, 'UserError');
    assert.match(error.message, /could not be built[\s\S]*it\.cc:1[\s\S]*do: /);
    return true;
  });
});

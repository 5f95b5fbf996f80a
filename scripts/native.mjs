// Builds the native backend: `node scripts/native.mjs [--sanitize] [--force]` → dist/native/iopath.node, or with
// --sanitize → out/native-sanitize/iopath.node. Does nothing when the sources are those of the last build. Needs no
// network: the headers come from node-api-headers.
import './lib/root.mjs';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compileAddon, compilerName, flagsOf, headerVersions } from './lib/compiler.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const native = join(root, 'native');

const { values: options } = parseArgs({
  options: { sanitize: { type: 'boolean', default: false }, force: { type: 'boolean', default: false } },
});

const output = options.sanitize ? join(root, 'out', 'native-sanitize') : join(root, 'dist', 'native');
const addon = join(output, 'iopath.node');
const stamp = join(root, 'out', options.sanitize ? 'native-sanitize.hash' : 'native.hash');

const lock = join(root, 'out', 'native.lock');

function fail(what, remedy) {
  console.error(`native: ${what}\n        ${remedy}`);
  process.exit(1);
}

/** Everything the binary depends on: sources, this recipe, compiler flags, headers and architecture. */
function fingerprint() {
  const hash = createHash('sha256');
  const sources = readdirSync(native, { recursive: true, encoding: 'utf8' });
  for (const name of sources.filter(path => /\.(cc|hh)$/.test(path)).sort())
    hash.update(`${name}\0`).update(readFileSync(join(native, name)));
  hash.update(readFileSync(fileURLToPath(import.meta.url)));
  hash.update(readFileSync(join(root, 'scripts', 'lib', 'compiler.mjs')));
  const flags = flagsOf(options);
  for (const word of [...headerVersions(), compilerName(), ...flags.compile, ...flags.link])
    hash.update(`${word}\0`);
  hash.update(`${process.platform} ${process.arch}`);
  return hash.digest('hex');
}

function runs(command, ...args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Names what is missing with the one command that mends it. */
function checkTools() {
  if (process.platform !== 'linux')
    fail(
      `the backend measures Linux system calls and cannot be built on ${process.platform}`,
      'Use WSL, a dev container or a remote Linux machine; lenses and fixes work without it.',
    );
  const compiler = compilerName();
  if (runs(compiler, '--version')) return;
  const install = existsSync('/usr/bin/apt-get')
    ? 'sudo apt-get install -y g++'
    : "install g++ with your system's package manager";
  fail(`${compiler} cannot be run, and building the backend needs it`, `To mend it: ${install}`);
}

/** True while the process that holds the lock lives; a lock left behind by a killed one is taken away. */
function heldByOther() {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch {
    rmSync(lock, { force: true });
    return false;
  }
}

/** Two builds in one folder would spoil each other: waits until this is the only one. */
function takeLock() {
  mkdirSync(dirname(lock), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      process.on('exit', () => rmSync(lock, { force: true }));
      return;
    } catch {
      if (heldByOther()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
}

function isUpToDate(wanted) {
  return existsSync(addon) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}

const wanted = fingerprint();
if (!isUpToDate(wanted) || options.force) {
  checkTools();
  takeLock();
  if (isUpToDate(wanted) && !options.force) process.exit(0);
  console.error(
    `native: building the backend${options.sanitize ? ' with sanitizers' : ''} (one to two minutes)`,
  );
  try {
    await compileAddon({
      folder: native,
      build: join(native, 'build'),
      output: addon,
      sanitize: options.sanitize,
    });
  } catch (error) {
    console.error(error.message);
    fail(
      'the backend could not be built; the compiler says why above',
      'To try again: node scripts/native.mjs --force',
    );
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  console.error('native: built');
}

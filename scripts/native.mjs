// Builds the native backend: `node scripts/native.mjs [--sanitize] [--force]` → dist/native/iopath.node, or with
// --sanitize → out/native-sanitize/iopath.node. Does nothing when the sources are those of the last build. Needs no
// network: the headers come from node-api-headers.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const require = createRequire(import.meta.url);
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
  const sources = readdirSync(native).filter(name => /\.(cc|hh|gyp)$/.test(name));
  for (const name of sources.sort()) hash.update(`${name}\0`).update(readFileSync(join(native, name)));
  hash.update(readFileSync(fileURLToPath(import.meta.url)));
  for (const name of ['node-addon-api', 'node-api-headers', 'node-gyp'])
    hash.update(require(`${name}/package.json`).version);
  hash.update(`${process.platform} ${process.arch} ${process.env.CXX ?? ''} ${process.env.CXXFLAGS ?? ''}`);
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
  const cxx = process.env.CXX ?? 'g++';
  const tools = { [cxx]: 'g++', make: 'make', [process.env.PYTHON ?? 'python3']: 'python3' };
  const missing = Object.keys(tools).filter(tool => !runs(tool, '--version'));
  if (missing.length === 0) return;
  const packages = missing.map(tool => tools[tool]).join(' ');
  const install = existsSync('/usr/bin/apt-get')
    ? `sudo apt-get install -y ${packages}`
    : `install ${packages} with your system's package manager`;
  fail(`${missing.join(', ')} cannot be run, and building the backend needs it`, `To mend it: ${install}`);
}

/** A folder that looks like Node's installed headers to node-gyp, holding no more than Node-API needs. */
function makeHeaders(folder) {
  const include = join(folder, 'include', 'node');
  mkdirSync(include, { recursive: true });
  cpSync(require('node-api-headers').include_dir, include, { recursive: true });
  // What node-gyp's own recipe asks of the files that Node installs.
  writeFileSync(
    join(include, 'common.gypi'),
    "{ 'target_defaults': { 'default_configuration': 'Release', 'configurations': { 'Release': {} } } }\n",
  );
  writeFileSync(join(include, 'config.gypi'), "{ 'target_defaults': {}, 'variables': {} }\n");
  return folder;
}

/** npm hands its settings down as npm_config_*; a nodedir or devdir among them would lead node-gyp elsewhere. */
function cleanEnvironment() {
  const environment = { ...process.env };
  for (const name of Object.keys(environment))
    if (/^npm_(config|package_config)_/i.test(name)) delete environment[name];
  return environment;
}

function build() {
  const work = join(native, 'build', options.sanitize ? 'sanitize' : 'release');
  mkdirSync(work, { recursive: true });
  // node-gyp builds in ./build of the folder it runs in, so each kind of build has a folder of its own with links.
  for (const name of readdirSync(work)) if (/\.(cc|hh|gyp)$/.test(name)) rmSync(join(work, name));
  for (const name of readdirSync(native))
    if (/\.(cc|hh|gyp)$/.test(name))
      cpSync(join(native, name), join(work, name), { preserveTimestamps: true });
  const headers = makeHeaders(join(native, 'build', 'headers'));
  const gyp = join(dirname(require.resolve('node-gyp/package.json')), 'bin', 'node-gyp.js');
  const jobs = String(
    Math.max(1, Number(process.env.JOBS ?? 0) || require('node:os').availableParallelism()),
  );
  const paths = [`--nodedir=${headers}`, `--devdir=${headers}`, '--loglevel=warn'];
  const run = (...args) =>
    execFileSync(process.execPath, [gyp, ...args], {
      cwd: work,
      env: cleanEnvironment(),
      stdio: ['ignore', 2, 2],
    });
  run('configure', ...paths, '--', `-Dsanitize=${options.sanitize ? 'yes' : ''}`);
  run('build', ...paths, '-j', jobs);
  mkdirSync(output, { recursive: true });
  // A running worker may have the old file mapped: put the new one beside it and swap names.
  cpSync(join(work, 'build', 'Release', 'iopath.node'), `${addon}.new`);
  renameSync(`${addon}.new`, addon);
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
  console.error(`native: building the backend${options.sanitize ? ' with sanitizers' : ''} (about a minute)`);
  try {
    build();
  } catch {
    fail(
      'the backend could not be built; the compiler says why above',
      'To try again: node scripts/native.mjs --force',
    );
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  console.error('native: built');
}

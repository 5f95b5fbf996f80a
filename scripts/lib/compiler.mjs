// Compiles native/ with the C++ compiler itself. Each path is one argument of a program, so spaces and letters of any
// alphabet are harmless; a make file would break on them.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { quietly } from './command.mjs';

const compileFlags = [
  ...['-std=c++20', '-O2', '-fPIC', '-pthread', '-fvisibility=hidden', '-Wall', '-Wextra', '-Werror'],
  ...['-DNAPI_VERSION=8', '-DNAPI_CPP_EXCEPTIONS', '-D_GNU_SOURCE', '-D_FILE_OFFSET_BITS=64'],
];
const linkFlags = ['-shared', '-pthread', '-Wl,-z,nodelete'];
const sanitizer = '-fsanitize=address,undefined';
const sanitizeFlags = [
  ...['-O0', '-g1', sanitizer, '-fno-sanitize-recover=undefined', '-fno-omit-frame-pointer'],
];

const words = text => (text ?? '').split(/\s+/).filter(word => word !== '');

/** The C++ compiler: $CXX, one program without arguments, else g++. */
export const compilerName = () => process.env.CXX || 'g++';

/** Arguments that compile and link one kind of build; $CXXFLAGS and $LDFLAGS come last, so that they win. */
export function flagsOf({ sanitize }) {
  const last = [...(sanitize ? [sanitizer] : []), ...words(process.env.LDFLAGS)];
  return {
    compile: [...compileFlags, ...(sanitize ? sanitizeFlags : []), ...words(process.env.CXXFLAGS)],
    link: [...linkFlags, ...last],
    linkProgram: ['-pthread', ...last],
  };
}

const headers = { 'node-addon-api': '.', 'node-api-headers': 'include' };

/** Versions of the packages whose headers the sources include. */
export function headerVersions() {
  return Object.keys(headers).map(
    name => JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')).version,
  );
}

const headerFolders = () =>
  Object.entries(headers).map(([name, inner]) => resolve('node_modules', name, inner));

/** Sources and headers of a folder and of those in it, sorted: a new strategy is one new file. */
export function nativeFiles(folder, build) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(path => /\.(cc|hh|c|h)$/.test(path) && !path.startsWith(build))
    .sort();
}

/** A source and each file of the project that it includes, directly or through another. */
function withIncludes(path, folder, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, name] of readFileSync(path, 'utf8').matchAll(/^\s*#\s*include\s+"([^"]+)"/gm)) {
    const header = [join(dirname(path), name), join(folder, name)].find(existsSync);
    if (header) withIncludes(header, folder, found);
  }
  return found;
}

/** The path of a source's object file: the name changes with everything that the object depends on. */
function objectPath(source, { folder, objects, settings }) {
  const hash = createHash('sha256').update(settings);
  for (const path of withIncludes(source, folder)) hash.update(`${path}\0`).update(readFileSync(path));
  return join(objects, `${basename(source, '.cc')}-${hash.digest('hex').slice(0, 16)}.o`);
}

/** Runs `step` on each item, as many at once as $JOBS says, or as there are cores. */
async function inParallel(items, step) {
  const queue = [...items];
  const jobs = Math.max(1, Number(process.env.JOBS ?? 0) || availableParallelism());
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await step(item);
  };
  await Promise.all(Array.from({ length: jobs }, worker));
}

/** Headers that most sources include: reading them is most of a compilation without optimization. */
const commonHeaders = [
  'algorithm',
  'array',
  'cstdint',
  'functional',
  'map',
  'memory',
  'optional',
  'span',
  'string',
];

/**
 * Has g++ read them once for all sources; gives the words that make it use that. Not in the build that is shipped: there
 * each source shows that it includes what it uses.
 * @param {string} objects where to keep it
 * @param {string[]} words the compiler and its flags, as for the sources
 */
async function precompile(objects, [program, ...words]) {
  const header = join(objects, 'common.hh');
  writeFileSync(header, commonHeaders.map(name => `#include <${name}>\n`).join(''));
  await quietly(program, [...words, '-x', 'c++-header', header, '-o', `${header}.gch`]);
  return ['-include', header];
}

/** A running worker may have the old file mapped: the new one is made beside it, then takes its name. */
async function link([program, ...words], objects, flags, output) {
  mkdirSync(dirname(output), { recursive: true });
  await quietly(program, [...words, ...objects, ...flags, '-o', `${output}.new`]);
  renameSync(`${output}.new`, output);
}

/**
 * Compiles what changed below `folder` and links the addon, without the sources that only programs use.
 * @param {{folder: string, objects: string, output: string, compiler: Compiler, programs?: Program[], shares?: boolean}}
 *   options absolute paths: the sources, a folder for objects that is this build's alone, the addon to make; `shares`:
 *   whether common headers are read once for all sources (g++ alone)
 * @typedef {{command: string[], compile: string[], link: string[], linkProgram: string[]}} Compiler the program with the
 *   words before all others, and what flagsOf() gives
 * @typedef {{room: string, shares: string[], output: string, compile: string[], libraries: string[]}} Program `room`:
 *   the folder of its own sources; `shares`: sources of the addon that it needs as well; both below `folder`; `compile`:
 *   flags for its own sources; `libraries`: what it is linked with
 * @throws {Error} with the compiler's words
 */
export async function compileAddon({ folder, objects, output, compiler, programs = [], shares = false }) {
  const [program, ...first] = compiler.command;
  mkdirSync(objects, { recursive: true });
  const version = await quietly(program, [...first, '--version']);
  const settings = [version, ...first, ...headerVersions(), ...compiler.compile].join('\0');
  const units = nativeFiles(folder, join(folder, 'build')).filter(path => path.endsWith('.cc'));
  const isOf =
    room =>
    ({ path }) =>
      path.startsWith(join(folder, room, '/'));
  const sources = units.map(path => {
    const own = programs.find(({ room }) => isOf(room)({ path }))?.compile ?? [];
    return {
      path,
      own,
      object: objectPath(path, { folder, objects, settings: [settings, ...own].join('\0') }),
    };
  });
  const includes = [`-I${folder}`, ...headerFolders().map(header => `-isystem${header}`)];
  const missing = sources.filter(({ object }) => !existsSync(object));
  const common = [...first, ...compiler.compile];
  // Reading them once costs as much as six sources save.
  const read = shares && missing.length > 12 ? await precompile(objects, [program, ...common]) : [];
  await inParallel(missing, async ({ path, own, object }) => {
    // An interrupted compiler leaves a partial file: the object gets its name when it is complete.
    await quietly(program, [...common, ...own, ...includes, ...read, '-c', path, '-o', `${object}.part`]);
    renameSync(`${object}.part`, object);
  });
  const wanted = sources.map(({ object }) => object);
  for (const name of readdirSync(objects))
    if (!wanted.includes(join(objects, name))) rmSync(join(objects, name), { recursive: true });
  const addon = sources.filter(source => !programs.some(({ room }) => isOf(room)(source)));
  const objectsOf = list => list.map(({ object }) => object);
  await link(compiler.command, objectsOf(addon), compiler.link, output);
  for (const { room, shares, output: made, libraries } of programs) {
    const shared = sources.filter(({ path }) => shares.some(name => path === join(folder, name)));
    const own = objectsOf([...sources.filter(isOf(room)), ...shared]);
    await link(compiler.command, own, [...libraries, ...compiler.linkProgram], made);
  }
}

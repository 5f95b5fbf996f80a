// The compilers and tools that a run of all tests needs: which, from which version on, and how to get them. Tests ask here
// and skip with the reason; `npm run toolchains` installs from here.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { actionlintFolder } from './actionlint.mjs';
import { dotnetFolder } from './dotnet.mjs';
import { kotlinFolder } from './kotlin.mjs';
import { UserError } from './say.mjs';

/**
 * @typedef {object} Tool
 * @property {string} minimum lowest version that is tested with; '' where any will do
 * @property {string[]} version arguments that make it tell its version
 * @property {string[]} packages Debian's, for `apt-get install`
 * @property {string} serves what is skipped without it
 * @property {string} [elsewhere] where it comes from on other systems
 */

/** @type {Record<string, Tool>} by program */
export const tools = {
  gcc: tool('10', ['--version'], ['gcc'], 'fixes of C'),
  clang: tool('14', ['--version'], ['clang', 'libbpf-dev', 'libelf-dev'], 'the engine bpf of iopath trace'),
  'g++': tool('10', ['--version'], ['g++'], 'the addon, fixes of C++, sanitized and fault runs'),
  javac: tool('11', ['-version'], ['default-jdk-headless'], 'fixes of Java', 'https://adoptium.net'),
  java: tool(
    '11',
    ['-version'],
    ['default-jre-headless'],
    'fixes of Java and Kotlin',
    'https://adoptium.net',
  ),
  kotlinc: tool('1.9', ['-version'], [], 'fixes of Kotlin', 'https://kotlinlang.org/docs/command-line.html'),
  go: tool('1.19', ['version'], ['golang-go'], 'fixes of Go', 'https://go.dev/dl'),
  rustc: tool('1.63', ['--version'], ['rustc'], 'fixes of Rust', 'https://rustup.rs'),
  cargo: tool(
    '1.78',
    ['--version'],
    [],
    "packages for other machines (libbpf's sources)",
    'https://rustup.rs',
  ),
  python3: tool(
    '3.9',
    ['--version'],
    ['python3'],
    'fixes of Python, unpacking the VSIX',
    'https://python.org',
  ),
  mcs: tool('6.8', ['--version'], ['mono-mcs'], 'fixes of C#', 'https://www.mono-project.com'),
  mono: tool('6.8', ['--version'], ['mono-runtime', 'libmono-system4.0-cil'], 'fixes of C#'),
  dotnet: tool('3.1', ['--list-runtimes'], [], 'fixes of C# run by .NET', 'https://dotnet.microsoft.com'),
  nginx: tool('1.18', ['-v'], ['nginx-light'], 'proofs of a real server'),
  strace: tool('5.3', ['-V'], ['strace'], 'counts of system calls, injected faults'),
  perf: tool('', ['--version'], ['linux-perf'], "counts of the kernel's tracepoints"),
  setpriv: tool('', ['--version'], ['util-linux'], 'runs as another user'),
  findmnt: tool('', ['--version'], ['mount'], 'names of filesystems'),
  'mkfs.ext4': tool('', ['-V'], ['e2fsprogs'], 'runs on ext4'),
  'mkfs.xfs': tool('', ['-V'], ['xfsprogs'], 'runs on xfs'),
  'mkfs.btrfs': tool('', ['--version'], ['btrfs-progs'], 'runs on btrfs'),
  nvim: tool('0.7', ['--version'], ['neovim'], 'iopath lsp in an editor', 'https://neovim.io'),
  'pre-commit': tool('2.20', ['--version'], ['pre-commit'], 'the hook', 'https://pre-commit.com'),
  chromium: tool('', ['--version'], ['chromium'], 'journeys', 'https://www.google.com/chrome'),
  actionlint: tool('1.7', ['-version'], [], 'faults of the workflows', 'https://github.com/rhysd/actionlint'),
};

function tool(minimum, version, packages, serves, elsewhere = '') {
  return { minimum, version, packages, serves, elsewhere };
}

/** Folders of programs in the user's cache. */
const fetchedTo = {
  kotlinc: () => join(kotlinFolder(), 'bin'),
  dotnet: dotnetFolder,
  actionlint: actionlintFolder,
};

/** The folder of a fetched program, where there is a cache. */
function fetched(name) {
  try {
    return name in fetchedTo ? [fetchedTo[name]()] : [];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

/** Folders to search: PATH, then those of Debian and the usual installers, which a short PATH may lack. */
function places(name) {
  const path = (process.env.PATH ?? '').split(delimiter).filter(folder => folder.startsWith('/'));
  const usual = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/go/bin'];
  return [...new Set([...path, ...fetched(name), ...usual])]
    .map(folder => join(folder, name))
    .filter(existsSync);
}

/** The version that a program prints, such as '17.0.15'; null where it does not run: rustup's shims need a toolchain. */
function versionOf(path, args) {
  const { status, stdout, stderr } = spawnSync(path, args, { encoding: 'utf8', timeout: 60_000 });
  if (status !== 0) return null;
  return /\d+(\.\d+)*/.exec(`${stdout}${stderr}`.replace(path, ''))?.[0] ?? '0';
}

/** Whether a version such as '17.0.15' is at least one such as '11'. */
export function atLeast(version, minimum) {
  const [have, need] = [version, minimum].map(text => text.split('.').map(Number));
  for (const [at, part] of need.entries()) if ((have[at] ?? 0) !== part) return (have[at] ?? 0) > part;
  return true;
}

const found = new Map();

/**
 * The first program of that name that runs and is new enough, or why there is none and how to get it.
 * @param {string} name a key of `tools`
 * @returns {{path: string, version: string} | {absence: string, why: string}} `why` adds the remedy to the absence
 */
export function findTool(name) {
  if (!found.has(name)) found.set(name, search(name));
  return found.get(name);
}

/** Forgets the found programs, after an installation. */
export const forgetTools = () => found.clear();

function search(name) {
  const { minimum, version } = tools[name];
  const tried = places(name).map(path => ({ path, version: versionOf(path, version) }));
  const fit = tried.find(each => each.version !== null && atLeast(each.version, minimum || '0'));
  if (fit) return fit;
  const absence = absenceOf(name, tried);
  return { absence, why: `${absence}: npm run toolchains` };
}

function absenceOf(name, tried) {
  const old = tried.find(({ version }) => version !== null);
  if (old) return `${old.path} is ${old.version}, and ${tools[name].minimum} is needed`;
  return tried.length > 0 ? `${tried[0].path} does not run` : `${name} is not installed`;
}

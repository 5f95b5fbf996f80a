// The native backend: the addon dist/native/iopath.node and the tracer dist/native/iopath-trace, or with sanitizers both in
// out/native-sanitize. Needs no network: node-api-headers has the headers.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { bpfObject, bpfSupport, buildBpfObject } from './bpf.mjs';
import { onPath } from './command.mjs';
import { compileAddon, compilerName, flagsOf, headerVersions, nativeFiles } from './compiler.mjs';
import { UserError } from './say.mjs';
import { stamped, stateFolder } from './stamp.mjs';
import { writeStrategyTable } from './strategyTable.mjs';

const build = join('native', 'build');
const addonOf = sanitize =>
  sanitize ? join('out', 'native-sanitize', 'iopath.node') : join('dist', 'native', 'iopath.node');

const tracer = 'iopath-trace';

const noBpf = { compile: [], libraries: [] };

/**
 * The tracer is a program of its own. Null where its sources are missing, as in some tests' checkouts.
 * @param {string} folder
 * @param {{compile: string[], libraries: string[]}} [bpf] what its engine bpf takes
 */
export const programsIn = (folder, { compile, libraries } = noBpf) =>
  existsSync(join('native', 'trace'))
    ? [
        {
          room: 'trace',
          shares: [join('kernel', 'errno_names.cc')],
          output: resolve(folder, tracer),
          compile,
          libraries,
        },
      ]
    : [];

/** Holds the reason while the backend is missing. */
const reasonFile = () => join(stateFolder, 'backend-missing.json');

/**
 * Why there is no native backend, or null where it is built. For tests that need it: they skip with these words.
 * @returns {{what: string, why: string, remedy: string} | null}
 */
export function missingBackend() {
  if (existsSync(addonOf(false))) return null;
  if (existsSync(reasonFile())) return JSON.parse(readFileSync(reasonFile(), 'utf8'));
  return {
    what: 'The native backend is not built.',
    why: 'no set-up ran',
    remedy: 'npm ci && npm run build',
  };
}

/** What a compiler must support: C++20 with its library, and headers of Linux 5.19 or later. */
const trial = `#include <span>
#include <string>
#include <linux/io_uring.h>
int main() { return std::span<const char>(std::string("x")).empty() + IORING_OP_LAST; }
`;

/**
 * Why the addon cannot be compiled here, or null. A broken source of our own is no such reason.
 * @param {{platform: string}} [machine]
 */
export function compilerProblem({ platform } = process) {
  const what =
    'The native backend cannot be built here: nothing can be measured; lenses, fixes and the textbook path work.';
  if (platform !== 'linux')
    return {
      what,
      why: `it measures Linux system calls, and this is ${platform}`,
      remedy: 'use WSL, a dev container or a remote Linux machine',
    };
  const compiler = compilerName();
  const install = onPath('apt-get')
    ? 'sudo apt-get install -y g++'
    : "install g++ (10 or newer) and the kernel's headers with your system's package manager";
  const remedy = `${install}; then run the same command again`;
  const args = ['-std=c++20', '-fsyntax-only', '-x', 'c++', '-'];
  const { status, error, stderr } = spawnSync(compiler, args, { input: trial, encoding: 'utf8' });
  if (status === null)
    return { what, why: `the C++ compiler ${compiler} cannot be run (${error?.code ?? 'killed'})`, remedy };
  if (status === 0) return null;
  return { what, why: `${compiler} does not compile C++20: ${stderr.trim().split('\n')[0]}`, remedy };
}

async function compile(output, sanitize) {
  const folder = dirname(output);
  try {
    await compileAddon({
      folder: resolve('native'),
      objects: resolve(build, sanitize ? 'sanitize' : 'release'),
      output: resolve(output),
      compiler: { command: [compilerName()], ...flagsOf({ sanitize }) },
      programs: programsIn(folder, bpfSupport()),
      // The tests' own build, which tries what the other one made. Other compilers than g++ have other words for it.
      shares: sanitize && /g\+\+/.test(compilerName()) && !/clang/.test(compilerName()),
    });
    await buildBpfObject(folder);
  } catch (error) {
    if (/no space left on device/i.test(error.message)) throw Object.assign(error, { code: 'ENOSPC' });
    throw new UserError({
      what: 'The native backend could not be built.',
      why: `the compiler says:\n${error.message.trim()}`,
      remedy: 'mend the source it names, or compile with another compiler: CXX=g++-13 npm run build',
    });
  }
  for (const name of readdirSync(folder))
    if (!['iopath.node', tracer, ...(bpfSupport().clang === null ? [] : [bpfObject])].includes(name))
      rmSync(join(folder, name), { recursive: true });
}

function settingsOf(sanitize) {
  const { compile: compileFlags, link, linkProgram } = flagsOf({ sanitize });
  const { clang, libraries } = bpfSupport();
  const words = [...headerVersions(), ...compileFlags, ...link, ...linkProgram, clang, ...libraries];
  return [compilerName(), ...words].join(' ');
}

/** This machine cannot build the backend; everything else works. */
export class BackendMissing extends UserError {
  name = 'BackendMissing';
}

/** An addon of older sources would not fit the rest: it is removed when it cannot be rebuilt. */
function withdraw(reason) {
  rmSync(dirname(addonOf(false)), { recursive: true, force: true });
  mkdirSync(stateFolder, { recursive: true });
  writeFileSync(reasonFile(), JSON.stringify(reason));
}

function checkCompiler({ sanitize }) {
  const problem = compilerProblem();
  if (!problem) return;
  if (!sanitize) withdraw(problem);
  throw new BackendMissing(problem);
}

/**
 * Builds the addon unless it is up to date.
 * @param {{sanitize?: boolean, force?: boolean}} [options]
 * @throws {BackendMissing} when there is no compiler that can
 * @throws {UserError} when the compiler refuses the sources
 */
export async function buildBackend({ sanitize = false, force = false } = {}) {
  const output = addonOf(sanitize);
  const files = {
    inputs: [...nativeFiles('native', build), join('scripts', 'lib', 'compiler.mjs')],
    settings: settingsOf(sanitize),
    outputs: [dirname(output)],
    doing: `building the native backend${sanitize ? ' with sanitizers' : ''} (one to two minutes)`,
    force,
  };
  await stamped(sanitize ? 'native-sanitize' : 'native', files, async () => {
    checkCompiler({ sanitize });
    await compile(output, sanitize);
    if (sanitize) return;
    writeStrategyTable(output);
    rmSync(reasonFile(), { force: true });
  });
}

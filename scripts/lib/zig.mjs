// Zig's C++ compiler: one package that holds clang, libc++, the C libraries' headers and stubs of each glibc version, so
// that it compiles for other processors, for musl, and for older glibc than this machine's.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { onPath, quietly } from './command.mjs';
import { withLock } from './lock.mjs';
import { say, UserError } from './say.mjs';

/** Pinned, so that published files come from one compiler. */
const version = '0.17.1';

const home = () => join(cacheFolder(), `zig-${version}`);
const python = () => join(home(), 'bin', 'python');

/** The Python that Zig is installed for, with pip. Throws a UserError where it can't be had. */
export async function zigPython() {
  const done = join(home(), 'installed');
  if (!existsSync(done)) await withLock(`${home()}.lock`, 'fetching Zig', () => fetched(done));
  return python();
}

/** The compiler's program and its first words; it is fetched from PyPI once. Throws a UserError where it can't be had. */
export const zigCompiler = async () => [await zigPython(), '-m', 'ziglang', 'c++'];

/** Zig itself, without Python around it. */
export async function zigProgram() {
  const words = ['-c', 'import os, ziglang; print(os.path.join(os.path.dirname(ziglang.__file__), "zig"))'];
  return (await quietly(await zigPython(), words)).trim();
}

async function fetched(done) {
  if (existsSync(done)) return;
  const python3 = onPath('python3');
  if (!python3) throw missing('there is no python3 to install it with');
  say(`fetching Zig ${version} …`);
  rmSync(home(), { recursive: true, force: true });
  try {
    await quietly(python3, ['-m', 'venv', home()]);
    await quietly(python(), ['-m', 'pip', 'install', '--quiet', `ziglang==${version}`], { limitMs: 600_000 });
  } catch (error) {
    throw missing(error.message.trim().split('\n').slice(-2).join(' '));
  }
  mkdirSync(done);
}

const missing = why =>
  new UserError({
    what: `Zig ${version}, which compiles for other machines, can't be had here.`,
    why,
    remedy:
      'install python3 with venv (Debian: sudo apt-get install python3-venv) and check that `pip download ziglang` works',
  });

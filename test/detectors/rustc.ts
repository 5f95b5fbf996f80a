import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A Rust compiler that compiles, or why there is none. */
export type Rustc = { path: string } | { why: string };

/**
 * The distribution's compiler before those of PATH: rustup's are shims, which answer only where HOME has a toolchain.
 * Where none works, Debian's is installed, as the browser of the journeys is.
 */
export function findRustc(): Rustc {
  const tried = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
    .filter(folder => folder !== '')
    .map(folder => join(folder, 'rustc'))
    .filter((path, at, all) => existsSync(path) && all.indexOf(path) === at);
  const working = tried.find(works) ?? fromDebian();
  if (working) return { path: working };
  const why =
    tried.length > 0
      ? `${tried.join(' and ')} can not compile: ${firstLine(tried[0]!)}`
      : 'no rustc in /usr/bin or on PATH';
  return { why: `${why}; install one (Debian: sudo apt-get install rustc)` };
}

const works = (path: string): boolean => spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;

const firstLine = (path: string): string =>
  spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 }).stderr?.split('\n')[0] ?? '';

function fromDebian(): string | null {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]): boolean =>
    spawnSync('apt-get', args, { env, timeout: 240_000 }).status === 0;
  const install = ['install', '-y', '-q', '--no-install-recommends', 'rustc'];
  // Lists may be missing or too old for the packages' present versions.
  if (!apt(...install) && !(apt('update', '-q') && apt(...install))) return null;
  return works('/usr/bin/rustc') ? '/usr/bin/rustc' : null;
}

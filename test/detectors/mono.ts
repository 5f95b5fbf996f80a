import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { has } from './fixRuns';

/** False where mcs and mono are there, or could be installed as Debian has them; else why they are not. */
export function lacksMono(): string | false {
  const present = (): boolean => has('mcs') && has('mono');
  if (present()) return false;
  const packages = ['mono-mcs', 'mono-runtime', 'libmono-system4.0-cil'];
  const why = `no mcs and mono on PATH; install them (Debian: sudo apt-get install ${packages.join(' ')})`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return why;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another test may be installing what it needs.
  const waits = ['-o', 'DPkg::Lock::Timeout=120'];
  const apt = (...args: string[]): boolean =>
    spawnSync('apt-get', [...waits, ...args], { env, timeout: 240_000 }).status === 0;
  const install = ['install', '-y', '-q', '--no-install-recommends', ...packages];
  // Lists may be missing or too old for the packages' present versions.
  return (apt(...install) || (apt('update', '-q') && apt(...install))) && present() ? false : why;
}

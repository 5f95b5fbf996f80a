import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Compiles the injector; its path, or why there is none. */
export function buildInjector(folder: string): { path: string } | { why: string } {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { why: 'faults are injected on Linux, x86-64 only' };
  const path = join(folder, 'inject');
  const sources = ['main', 'tracer', 'moving', 'ends', 'process'].map(
    name => `test/validate/inject/${name}.cc`,
  );
  const flags = ['-std=c++20', '-O1', '-Wall', '-Wextra', '-Werror'];
  const { error, status, stderr } = spawnSync('g++', [...flags, '-o', path, ...sources], {
    encoding: 'utf8',
  });
  if (error) return { why: 'g++ is not installed (Debian: apt-get install g++)' };
  if (status !== 0) throw new Error(stderr);
  return { path };
}

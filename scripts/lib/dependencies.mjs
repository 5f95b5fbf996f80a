import { existsSync, readFileSync } from 'node:fs';
import { npm } from './command.mjs';
import { Remedied, say } from './say.mjs';

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/** Whether node_modules holds what the lock file asks for (npm keeps its own list of what it put there). */
export function dependenciesMatch() {
  const list = 'node_modules/.package-lock.json';
  if (!existsSync(list)) return false;
  const there = packagesOf(list);
  return Object.entries(packagesOf('package-lock.json')).every(
    // Optional ones are other platforms' binaries; the one for this platform is checked by its user's first run.
    ([path, { version, optional }]) => path === '' || optional || there[path]?.version === version,
  );
}

/** Installs the dependencies, exactly those of the lock file, unless they are there. */
export async function ensureDependencies() {
  if (dependenciesMatch()) return;
  say('installing dependencies (npm ci) …');
  try {
    await npm(['ci', '--no-audit', '--no-fund']);
  } catch (error) {
    throw new Remedied({
      what: 'The dependencies could not be installed.',
      why: String(error.message).trim(),
      remedy: 'check that `npm ping` reaches your package registry, then run the same command again',
    });
  }
}

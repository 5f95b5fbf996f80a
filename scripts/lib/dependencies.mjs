import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { installPackages } from './npm.mjs';
import { say } from './say.mjs';
import { stateFolder } from './stamp.mjs';

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/** Whether a package of the lock file has to be there on this machine: binaries come for many platforms. */
function isNeeded({ optional, os, cpu, libc }) {
  if (!optional) return true;
  // Which C library this is, npm alone knows; and what is optional everywhere may be missing anywhere.
  if (!os || !cpu || libc) return false;
  return os.includes(process.platform) && cpu.includes(process.arch);
}

/** Whether node_modules of a folder holds what its lock file asks for (npm lists there what it installed). */
export function dependenciesMatch(folder = '.') {
  const list = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const there = packagesOf(list);
  return Object.entries(packagesOf(join(folder, 'package-lock.json')))
    .filter(([path, entry]) => path !== '' && isNeeded(entry))
    .every(
      ([path, { version }]) =>
        there[path]?.version === version && existsSync(join(folder, path, 'package.json')),
    );
}

/** Installs the dependencies, exactly those of the lock file, unless they are there. */
export async function ensureDependencies() {
  if (dependenciesMatch()) return;
  await withLock(join(stateFolder, 'dependencies.lock'), 'installing dependencies', async () => {
    if (dependenciesMatch()) return;
    say('installing dependencies (npm ci) …');
    await installPackages({ what: 'The dependencies could not be installed.', needsMebibytes: 600 });
  });
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { installPackages } from './npm.mjs';
import { say } from './say.mjs';
import { stateFolder } from './stamp.mjs';

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/** Whether this machine needs a package of the lock file: some are binaries for other platforms. */
function isNeeded({ optional, os, cpu, libc }) {
  if (!optional) return true;
  // Only npm knows which C library this is; a package that is optional on every platform may always be missing.
  if (!os || !cpu || libc) return false;
  return os.includes(process.platform) && cpu.includes(process.arch);
}

/** Whether node_modules of a folder matches its lock file (npm keeps a list of what it installed there). */
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

/** Installs exactly the dependencies of the lock file, unless they are there. */
export async function ensureDependencies() {
  if (dependenciesMatch()) return;
  await withLock(join(stateFolder, 'dependencies.lock'), 'installing dependencies', async () => {
    if (dependenciesMatch()) return;
    say('installing dependencies (npm ci) …');
    await installPackages({ what: 'The dependencies could not be installed.', needsMebibytes: 600 });
  });
}

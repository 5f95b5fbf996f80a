// Programs of Debian packages that conflict with one another: unpacked beside each other in the cache folder.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cache.mjs';

function run(program, args, cwd) {
  const { status, error, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  return status === 0 ? null : `${program}: ${error?.message ?? stderr.trim().split('\n').at(-1)}`;
}

/** Downloads the package and unpacks it into `folder`; returns why it could not. */
function fetchPackage(name, folder) {
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(join(cacheFolder(), 'download-'));
  try {
    const why = run('apt-get', ['download', name], work);
    if (why) return why;
    const [file] = readdirSync(work);
    const refused = run('dpkg', ['-x', file, 'files'], work);
    if (!refused) renameSync(join(work, 'files'), folder);
    return refused;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * A program of a Debian package that is not installed; a place has it as `lib/NAME`.
 * @param {string} path of the program in the package
 * @param {{debian: string, version: string[]}} options the package, and arguments that make the program tell its version
 */
export function unpacked(path, { debian, version }) {
  const folder = join(cacheFolder(), `debian-${debian}`);
  const why = existsSync(folder) ? null : fetchPackage(debian, folder);
  if (why) return { why };
  const { status, stdout, stderr } = spawnSync(join(folder, path), version, { encoding: 'utf8' });
  const told = /\d+(\.\d+)+/.exec(`${stdout}${stderr}`)?.[0];
  return status === 0
    ? { path: join(folder, path), lib: dirname(join(folder, path)), version: told }
    : { why: `${path} of Debian's ${debian} does not run: ${stderr.trim()}` };
}

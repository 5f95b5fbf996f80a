import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Days after which the entries of a version that nobody used since are deleted. */
const unusedDays = 30;
/** More entries are deleted, all at once. One takes about 4 KiB. */
const mostEntries = 50_000;

/**
 * The folder for findings of this version, made where it is missing; null where there can be none, or where others may
 * write it. Entries of versions that are no longer used are deleted.
 *
 * @param bundle Folder of the code and the grammars that find them.
 */
export function openCacheFolder(bundle: string): string | null {
  try {
    const all = join(usersCacheFolder(), 'iopath', 'lint');
    mkdirSync(all, { recursive: true, mode: 0o700 });
    if (!isOwn(all)) return null;
    const folder = join(all, versionOf(bundle));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const now = new Date();
    utimesSync(folder, now, now);
    prune(all, folder, now.getTime());
    return folder;
  } catch {
    return null;
  }
}

/** As each system has it; see the XDG Base Directory Specification for Linux. Throws where the user has no home. */
function usersCacheFolder(): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  if (platform() === 'win32') return local ?? join(homedir(), 'AppData', 'Local');
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Caches');
  // "All paths must be absolute"; others are to be ignored.
  return xdg && isAbsolute(xdg) ? xdg : join(homedir(), '.cache');
}

/** Whether nobody else may put findings there. Windows keeps a user's own folders from others. */
function isOwn(folder: string): boolean {
  if (!process.geteuid) return true;
  const { uid, mode } = statSync(folder);
  return uid === process.geteuid() && (mode & 0o022) === 0;
}

/** Changes with the code, the grammars and the runtime. */
function versionOf(bundle: string): string {
  const hash = createHash('sha256').update(process.version);
  hash.update(readFileSync(join(bundle, 'analysisThread.js')));
  const grammars = join(bundle, 'grammars');
  for (const name of readdirSync(grammars).sort()) {
    const { size, mtimeMs } = statSync(join(grammars, name));
    hash.update(`${name} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

function prune(all: string, own: string, now: number): void {
  for (const name of readdirSync(all)) {
    const folder = join(all, name);
    const unused = now - statSync(folder).mtimeMs > unusedDays * 24 * 3600 * 1000;
    const tooMany = folder === own && readdirSync(own).length > mostEntries;
    if (unused || tooMany) rmSync(folder, { recursive: true, force: true });
  }
  mkdirSync(own, { recursive: true, mode: 0o700 });
}

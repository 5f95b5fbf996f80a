// Large downloads are kept once per user, outside the clone.
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { withLock } from './lock.mjs';
import { say, UserError } from './say.mjs';

const folderName = 'io-path-profiler';

/** The home folder, or null where $HOME is empty and the user has none. */
function home() {
  try {
    return homedir() || null;
  } catch {
    return null;
  }
}

/** Why a folder in a user's home cannot be used, or null. The home itself is never created. */
function problemWith(folder, owner = null) {
  try {
    if (owner !== null) accessSync(owner, constants.X_OK);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return `${folder}: ${error.code ?? error.message}`;
  }
}

/** Another user may have created this folder in the shared folder for temporary files. */
function problemWithShared(folder) {
  const problem = problemWith(folder);
  if (problem || !process.getuid) return problem;
  const found = lstatSync(folder);
  return found.isDirectory() && found.uid === process.getuid()
    ? null
    : `${folder}: it belongs to another user`;
}

/** Whether programs that keep things in the home folder can do so. */
export function homeIsUsable() {
  const owner = home();
  return owner !== null && isAbsolute(owner) && problemWith(owner, owner) === null;
}

/** Places for a user's caches, best first. A relative XDG_CACHE_HOME is ignored, as its specification says. */
function candidates() {
  const { XDG_CACHE_HOME: xdg } = process.env;
  const owner = home();
  const places = [];
  if (xdg && isAbsolute(xdg)) places.push({ folder: join(xdg, folderName) });
  if (owner && isAbsolute(owner)) places.push({ folder: join(owner, '.cache', folderName), owner });
  return places;
}

let printed = '';

/**
 * The folder that outlives a clone: $XDG_CACHE_HOME, ~/.cache, or one for temporary files (with a notice) where neither
 * can be written.
 */
export function cacheFolder() {
  const problems = [];
  for (const { folder, owner } of candidates()) {
    const problem = problemWith(folder, owner);
    if (!problem) return folder;
    problems.push(problem);
  }
  const folder = join(tmpdir(), `${folderName}-${process.getuid?.() ?? 'user'}`);
  const problem = problemWithShared(folder);
  const why = problems.join('; ') || 'HOME is empty and XDG_CACHE_HOME is not an absolute path';
  if (problem)
    throw new UserError({
      what: 'There is no folder to keep downloads in.',
      why: `${why}; ${problem}`,
      remedy: 'name one that you can write: XDG_CACHE_HOME=/path/to/folder, then run the same command again',
    });
  const words = `caches go to ${folder}, because there is no other place (${why}); XDG_CACHE_HOME names a better one`;
  if (printed !== words) say(words);
  printed = words;
  return folder;
}

/** A short name for the content of files: changes when any of them does. */
export function fingerprint(...files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

/**
 * The folder of a cached item, filled by `fill(folder)` when it is missing. Two runs at once fetch it once; a
 * run that is killed half-way leaves no half-filled folder, because only a whole one is renamed into place.
 */
export async function cached(name, fill) {
  const folder = join(cacheFolder(), name);
  if (existsSync(folder)) return folder;
  return withLock(`${folder}.lock`, `fetching ${name}`, async () => {
    if (existsSync(folder)) return folder;
    const partial = `${folder}.partial`;
    try {
      rmSync(partial, { recursive: true, force: true });
      mkdirSync(partial);
      await fill(partial);
      renameSync(partial, folder);
      return folder;
    } finally {
      rmSync(partial, { recursive: true, force: true });
    }
  });
}

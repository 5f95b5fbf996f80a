// What is large is fetched once per user, outside the clone: $XDG_CACHE_HOME/io-path-profiler or ~/.cache/io-path-profiler.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.mjs';

const cacheFolder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'io-path-profiler');

/** A short name for the content of files: changes when any of them does. */
export function fingerprint(...files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

function ownerLives(lock) {
  try {
    process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0);
    return true;
  } catch (error) {
    if (error.code === 'EPERM') return true;
    // The pid is written right after the folder is made: a lock without one is only stale when it is old.
    return error.code === 'ENOENT' && existsSync(lock) && Date.now() - statSync(lock).mtimeMs < 5000;
  }
}

function tryLock(lock) {
  try {
    mkdirSync(lock);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!ownerLives(lock)) rmSync(lock, { recursive: true, force: true });
    return false;
  }
  writeFileSync(join(lock, 'pid'), String(process.pid));
  return true;
}

/**
 * The folder of a cached thing, filled by `fill(folder)` when it is not there yet. Two runs at once fetch it once; a
 * run that is killed half-way leaves no half-filled folder, because only a whole one is renamed into place.
 */
export async function cached(name, fill) {
  const folder = join(cacheFolder(), name);
  if (existsSync(folder)) return folder;
  mkdirSync(cacheFolder(), { recursive: true });
  const lock = `${folder}.lock`;
  for (let told = false; !tryLock(lock); told = true) {
    if (!told) say(`waiting: another run is fetching ${name}`);
    await sleep(250);
  }
  const partial = `${folder}.partial`;
  try {
    if (existsSync(folder)) return folder;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial);
    await fill(partial);
    renameSync(partial, folder);
    return folder;
  } finally {
    rmSync(partial, { recursive: true, force: true });
    rmSync(lock, { recursive: true, force: true });
  }
}

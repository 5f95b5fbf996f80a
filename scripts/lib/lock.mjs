// A lock file: one process at a time runs a step. Our own code, because it runs before any dependency is installed.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hiddenStart, processStart } from './processes.mjs';
import { say } from './say.mjs';

/** A file exists before its text is written: an empty one may belong to a process that is about to write it. */
const unwrittenMs = 5000;

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

function parse(text) {
  try {
    const { pid, start } = JSON.parse(text);
    return { pid, start };
  } catch {
    return null;
  }
}

/** Whether the process that wrote the lock still runs. A process number alone may be another process's by now. */
function isHeld(path, text) {
  const owner = parse(text);
  if (owner) return [owner.start, hiddenStart].includes(processStart(owner.pid));
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return age < unwrittenMs;
}

/** Removes a stale lock. The removed file is read again: another process may have renewed it in between. */
function removeStale(path, text) {
  const taken = `${path}.${process.pid}`;
  try {
    renameSync(path, taken);
    if (read(taken) === text) rmSync(taken, { force: true });
    else renameSync(taken, path);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function tryLock(path) {
  const text = JSON.stringify({ pid: process.pid, start: processStart(process.pid) });
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return { taken: true };
  } catch (error) {
    // Any other failure (a full disk, a folder of another user) would come again at each try.
    if (error.code !== 'EEXIST') throw error;
  }
  const there = read(path);
  if (there === null) return { taken: false };
  if (isHeld(path, there)) return { taken: false, owner: parse(there)?.pid };
  removeStale(path, there);
  return { taken: false };
}

/** Locks of this process: two callers in one process exclude each other too. */
const own = new Map();

/**
 * Runs `body` while no other process holds the lock, and says so when it has to wait.
 * @param {string} path of the lock file; its folder is made
 * @param {string} doing what the holder does, for the message: "building dist/"
 */
export async function withLock(path, doing, body) {
  const before = own.get(path) ?? Promise.resolve();
  const turn = before.then(() => holding(path, doing, body));
  own.set(
    path,
    turn.catch(() => {}),
  );
  return turn;
}

async function holding(path, doing, body) {
  mkdirSync(dirname(path), { recursive: true });
  let printed = false;
  for (;;) {
    const { taken, owner } = tryLock(path);
    if (taken) break;
    if (owner && !printed) say(`waiting: another run (process ${owner}) is ${doing} …`);
    printed ||= owner !== undefined;
    await sleep(owner ? 200 : 20);
  }
  const release = () => rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await body();
  } finally {
    process.off('exit', release);
    release();
  }
}

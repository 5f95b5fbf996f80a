// Ends the processes that were started, found by process group and descent, never by name.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Fields after the program's name of /proc/PID/stat: state, parent, group, session … (proc(5)). */
function stat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return {
      pid,
      state: fields[0],
      parent: Number(fields[1]),
      group: Number(fields[2]),
      session: Number(fields[3]),
      startTicks: fields[19],
    };
  } catch {
    return null; // it ended between the listing and the look
  }
}

function isGone(pid) {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return error.code !== 'EPERM';
  }
}

/** What processStart() gives for a process that lives, of another user where /proc is mounted with hidepid. */
export const hiddenStart = 'hidden';

function bootId() {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return ''; // some sandboxes have none
  }
}

/**
 * When a process began, as a text that is the same as long as it lives and another one for any later process of that
 * number; null when there is none. On Windows all living processes share one text.
 */
export function processStart(pid) {
  if (!Number.isInteger(pid) || pid <= 0 || isGone(pid)) return null;
  if (process.platform === 'win32') return 'alive';
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || null;
  const found = stat(pid);
  if (!found) return isGone(pid) ? null : hiddenStart;
  if (found.state === 'Z' || found.state === 'X') return null;
  // Field 22 counts ticks since the machine started (proc(5)); after another start the count begins anew.
  return `${bootId()} ${found.startTicks}`;
}

function alive() {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(name => stat(Number(name)))
    .filter(entry => entry && entry.state !== 'Z');
}

/** The processes of `seeds` with all that descend from them. */
function withDescendants(seeds, all) {
  const found = new Set(seeds);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const entry of all) if (found.has(entry.parent)) found.add(entry.pid);
  }
  return [...found];
}

/** Living processes of a session that `leader` (started detached) leads, descendants that left the session included. */
export function groupMembers(leader) {
  const all = alive();
  return withDescendants(
    all.filter(entry => entry.session === leader).map(entry => entry.pid),
    all,
  );
}

/** Living processes that a process of Linux started, and those that they started. */
const descendants = pid => withDescendants([pid], alive()).filter(found => found !== pid);

/** Processes (of Linux) whose arguments name a path: for programs that leave the group they were started in. */
export function processesNaming(path) {
  if (process.platform !== 'linux') return [];
  return alive()
    .map(({ pid }) => pid)
    .filter(pid => pid !== process.pid && argumentsOf(pid).includes(path));
}

function argumentsOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Sends a signal to each; those that have ended meanwhile don't matter. */
export function signalAll(pids, name) {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // it has ended
    }
  }
}

/** Sends SIGTERM to what `find` gives, and SIGKILL after `patience` milliseconds to what is left, or came. */
async function endAll(find, patience) {
  // Terminals and workers may lead their own sessions: they are found while their parents are alive.
  const known = new Set(find());
  const remaining = () => {
    const living = new Set(alive().map(entry => entry.pid));
    return [...new Set([...known, ...find()])].filter(pid => living.has(pid));
  };
  signalAll([...known], 'SIGTERM');
  for (let waited = 0; waited < patience && remaining().length > 0; waited += 50) await sleep(50);
  for (let tries = 0; tries < 40 && remaining().length > 0; tries += 1) {
    signalAll(remaining(), 'SIGKILL');
    await sleep(25);
  }
}

/** Ends a detached child and its descendants; SIGKILL comes after `patience` milliseconds. */
export async function killGroup(child, patience = 3000) {
  if (child.pid) await endAll(() => groupMembers(child.pid), patience);
}

/** Ends all that this process started, and what that started; elsewhere than on Linux they can't be found. */
export async function endDescendants(patience = 3000) {
  if (process.platform === 'linux') await endAll(() => descendants(process.pid), patience);
}

// Runs other programs. They end with this process: at Ctrl-C, a kill, or the end of npm.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { constants as system } from 'node:os';
import { delimiter, join } from 'node:path';

/** The absolute paths of all programs of a name on PATH, in its order. */
export function allOnPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders
    .map(folder => join(folder || '.', name))
    .filter(candidate => {
      try {
        accessSync(candidate, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** The absolute path of a program on PATH, or null. */
export function onPath(name) {
  return allOnPath(name)[0] ?? null;
}

const windows = process.platform === 'win32';
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const patienceMs = 3000;
const running = new Set();
let ending = false;
let release = null;

function signalGroup(child, name) {
  try {
    if (windows) child.kill(name);
    else if (child.pid) process.kill(-child.pid, name);
  } catch {
    // it has ended
  }
}

function signalGroups(name) {
  for (const child of running) signalGroup(child, name);
}

/** Ends the running programs, then this process, unless another handler of the signal decides about that. */
function end(name) {
  signalGroups('SIGTERM');
  if (process.listenerCount(name) > 1) return;
  ending = true;
  const since = performance.now();
  setInterval(() => {
    const patient = performance.now() - since < patienceMs;
    if (running.size > 0 && patient) return;
    signalGroups('SIGKILL');
    process.exit(exitCodeOf(name));
  }, 20);
}

/**
 * Calls `handle` with the name of a signal that ends this process; with SIGTERM where npm, which started it, has ended:
 * npm's shell does not forward the signal that ends it. Gives a function that takes the arrangement back.
 */
export function onEnding(handle) {
  for (const name of endings) process.on(name, handle);
  const parent = process.ppid;
  const look = () => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    handle('SIGTERM');
  };
  const watch = process.env.npm_lifecycle_event ? setInterval(look, 500) : undefined;
  return () => {
    for (const name of endings) process.off(name, handle);
    clearInterval(watch);
  };
}

/** The exit code by which a shell tells that a signal ended a process. */
export const exitCodeOf = name => 128 + system.signals[name];

function forget(child) {
  running.delete(child);
  if (running.size > 0 || ending) return;
  release();
  release = null;
}

/**
 * Runs a program to its end, quietly: what it printed is kept and becomes part of the error when it fails.
 * @param {object} [options] those of spawn, and
 * @param {number} [options.limitMs] how long it may take; an error afterwards
 * @param {AbortSignal} [options.abort] ends it, and what it started
 * @returns {Promise<string>} stdout and stderr together
 */
export function quietly(program, args, { limitMs, abort, ...options } = {}) {
  return new Promise((resolve, reject) => {
    // Before the start: a signal that comes between the two would leave the program behind.
    release ??= onEnding(end);
    // In its own process group, so that its children end with it.
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: !windows, ...options });
    let output = '';
    let late = false;
    const keep = chunk => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    running.add(child);
    child.on('error', error => {
      forget(child);
      reject(error);
    });
    const limit = limitMs && setTimeout(stop, limitMs);
    function stop() {
      late = true;
      signalGroup(child, 'SIGKILL');
    }
    // npm ignores SIGTERM while it waits for a registry.
    const cancel = () => signalGroup(child, 'SIGKILL');
    abort?.addEventListener('abort', cancel);
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      abort?.removeEventListener('abort', cancel);
      forget(child);
      if (ending) return;
      if (code === 0) resolve(output);
      else {
        const how = late ? `no end after ${limitMs / 1000} s` : (signal ?? `exit ${code}`);
        reject(new Error(`${program} ${args.join(' ')}: ${how}\n${output.slice(-4000)}`));
      }
    });
  });
}

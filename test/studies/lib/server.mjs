// Starts a real server on loopback with a folder of its own, as the user who runs this, and stops it without a rest.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makePlace, removePlace, spawnOptions } from './place.mjs';

async function listens(host, port) {
  const socket = connect(port, host);
  try {
    return await new Promise(done => {
      socket.once('connect', () => done(true));
      socket.once('error', () => done(false));
    });
  } finally {
    socket.destroy();
  }
}

/** Starts the server of a place and waits until it listens. */
export async function launch(system, place) {
  const { folder, host, port, start } = place;
  const [program, ...args] = start;
  // A file and no pipe: a caller that blocks would fill a pipe, and the server would wait for it.
  const log = join(folder, 'log');
  const output = openSync(log, 'w');
  const child = spawn(program, args, spawnOptions(place, ['ignore', output, output]));
  closeSync(output);
  const ended = new Promise(done => child.once('close', done));
  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), system.stopMs ?? 3000);
    await ended;
    clearTimeout(timer);
  };
  child.once('error', () => {});
  const end = Date.now() + 180_000;
  while (!(await listens(host, port))) {
    if (child.exitCode !== null || child.pid === undefined || Date.now() > end) {
      const words = readFileSync(log, 'utf8').slice(-2000);
      if (child.pid !== undefined) await stop();
      throw new Error(`${system.title} did not start: ${words}`);
    }
    await pause(20);
  }
  return { pid: child.pid, stop };
}

async function startAlone(system, variant, options) {
  const place = await makePlace(system, variant, options);
  try {
    const { pid, stop } = await launch(system, place);
    const { url, port, served, folder, start } = place;
    return {
      ...{ url, port, directory: served, folder, pid, command: start },
      stop: () => stop().finally(() => removePlace(place)),
    };
  } catch (error) {
    removePlace(place);
    throw error;
  }
}

/**
 * Starts a variant of a system and waits until it listens.
 * @param {import('./system.mjs').System} system
 * @param {string} variant
 * @param {{parent?: string, user?: {uid: number, gid: number}}} [options] where its folder is, and who runs it
 * @returns {Promise<{url: string, port: number, directory: string, folder: string, pid: number, command: string[], stop(): Promise<void>}>}
 */
export async function startServer(system, variant, options = {}) {
  const { behind } = system.variants[variant];
  if (!behind) return startAlone(system, variant, options);
  const origin = await startServer(behind.system, behind.variant, options);
  try {
    const front = await startAlone(system, variant, { ...options, behind: origin.port });
    const stop = () => front.stop().finally(origin.stop);
    return { ...front, directory: origin.directory, stop };
  } catch (error) {
    await origin.stop();
    throw error;
  }
}

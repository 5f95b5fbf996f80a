// Starts a real server on loopback with a folder of its own, as the user who runs this, and stops it without a rest.
import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * One system of the studies.
 * @typedef {object} System
 * @property {string} title
 * @property {() => {path: string, debian?: string} | {why: string}} find its program, or why it is not here
 * @property {string[] | null} [version] arguments that make the program tell its version, by default --version; null where
 *   only its package tells it
 * @property {Record<string, Variant>} variants by name
 * @property {(place: Place) => Start} start
 *
 * @typedef {object} Variant what the settings mean; `shows` is the verdict that the kernel's own calls predict
 * @property {'reference' | 'copy' | 'mixed' | 'undecided'} shows
 * @property {string} [settings]
 * @property {string} [configuration] the settings as a reader knows them
 * @property {Claim} [claim] what is commonly said of the system
 * @property {string} [change] the setting that changes the verdict
 * @property {string} [protocol] by default HTTP
 * @property {{system: System, variant: string}} [behind] a server to start first, whose folder is the served one
 *
 * @typedef {object} Claim
 * @property {string} text
 * @property {'reference' | 'copy'} verdict
 *
 * @typedef {object} Place
 * @property {string} program
 * @property {string} folder for configuration, logs and sockets
 * @property {string} served
 * @property {number} port
 * @property {Variant} variant
 * @property {number | undefined} behind port of the server behind, where the variant has one
 *
 * @typedef {object} Start
 * @property {string[]} command
 * @property {Record<string, string | Buffer>} [files] configuration and programs by name, written into `folder` beforehand
 * @property {string} [url] by default http://127.0.0.1:PORT/
 */

/** A port of loopback that nobody listens on. */
async function freePort() {
  const server = createServer();
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise(done => server.close(done));
  return port;
}

async function listens(port) {
  const socket = connect(port, '127.0.0.1');
  try {
    return await new Promise(done => {
      socket.once('connect', () => done(true));
      socket.once('error', () => done(false));
    });
  } finally {
    socket.destroy();
  }
}

/** A folder of `user`'s that every user may enter, with the served one in it. */
function makeFolders(parent = tmpdir(), user) {
  const folder = mkdtempSync(join(parent, 'iopath-study-'));
  const served = join(folder, 'served');
  mkdirSync(served);
  chmodSync(folder, 0o755);
  chmodSync(served, 0o777);
  if (user) chownSync(folder, user.uid, user.gid);
  return { folder, served };
}

async function startAlone(system, variant, { parent, user, behind } = {}) {
  const found = system.find();
  if ('why' in found) throw new Error(found.why);
  const { folder, served } = makeFolders(parent, user);
  const port = await freePort();
  const place = { program: found.path, folder, served, port, behind, variant: system.variants[variant] };
  const { command, files = {}, url = `http://127.0.0.1:${port}/` } = system.start(place);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o755 });
  const [program, ...args] = command;
  // A file and no pipe: a caller that blocks would fill a pipe, and the server would wait for it.
  const log = join(folder, 'log');
  const output = openSync(log, 'w');
  const env = user ? { ...process.env, HOME: folder, TMPDIR: folder } : process.env;
  const child = spawn(program, args, { cwd: folder, env, stdio: ['ignore', output, output], ...user });
  closeSync(output);
  const ended = new Promise(done => child.once('close', done));
  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
    await ended;
    clearTimeout(timer);
    rmSync(folder, { recursive: true, force: true });
  };
  child.once('error', () => {});
  const end = Date.now() + 60_000;
  while (!(await listens(port))) {
    if (child.exitCode !== null || child.pid === undefined || Date.now() > end) {
      const words = readFileSync(log, 'utf8').slice(-2000);
      if (child.pid !== undefined) await stop();
      throw new Error(`${system.title} (${variant}) did not start: ${words}`);
    }
    await pause(20);
  }
  return { url, port, directory: served, folder, pid: child.pid, command, stop };
}

/**
 * Starts a variant of a system and waits until it listens.
 * @param {System} system
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

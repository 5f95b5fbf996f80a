// Where a study runs: a folder of its own, and free ports of loopback.
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Ports that nobody listens on, each another one. */
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer());
  for (const server of servers) await new Promise(done => server.listen(0, '127.0.0.1', done));
  const ports = servers.map(server => server.address().port);
  for (const server of servers) await new Promise(done => server.close(done));
  return ports;
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

/** Hard links, so that a server of another user can read what lies in a cache of ours. */
function linkFolder(from, to) {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    try {
      linkSync(join(from, name), join(to, name));
    } catch {
      copyFileSync(join(from, name), join(to, name));
    }
  }
}

/**
 * A new folder with the files of a variant of a system, and ports for it.
 * @param {import('./system.mjs').System} system
 * @param {string} name
 * @param {{parent?: string, user?: {uid: number, gid: number}, behind?: number}} [options]
 * @returns {Promise<import('./system.mjs').Place>}
 */
export async function makePlace(system, name, { parent, user, behind } = {}) {
  const found = system.find();
  if ('why' in found) throw new Error(found.why);
  const variant = system.variants[name];
  const { folder, served } = makeFolders(parent, user);
  if (found.lib) linkFolder(found.lib, join(folder, 'lib'));
  const [relay, free, ...spare] = await freePorts(5);
  const host = system.host ?? '127.0.0.1';
  const behindRelay = { host, port: system.host ? relay : free };
  const ports = { relay, behindRelay, port: system.dataChannel ? free : behindRelay.port, spare, behind };
  const scratch = variant.scratch ?? 'scratch.bin';
  const place = {
    program: found.path,
    folder,
    served,
    host,
    scratch: join(served, scratch),
    variant,
    user,
    ...ports,
  };
  const { command, files = {}, url = `http://127.0.0.1:${place.port}/` } = system.start(place);
  for (const [file, text] of Object.entries(files)) {
    writeFileSync(join(folder, file), text, { mode: 0o755 });
    if (user) chownSync(join(folder, file), user.uid, user.gid);
  }
  return { ...place, start: command, url };
}

/** The name of the user who runs a place: Debian's nobody where root runs the study. */
export const userName = user => (user ? 'nobody' : userInfo().username);

/** The name of that user's group. */
export const groupName = user =>
  user ? 'nogroup' : execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();

export const removePlace = ({ folder }) => rmSync(folder, { recursive: true, force: true });

/** How a process of a place is started: as its user, whose home it is. */
export function spawnOptions({ folder, user }, stdio) {
  const env = user ? { ...process.env, HOME: folder, TMPDIR: folder } : process.env;
  return { cwd: folder, env, stdio, ...user };
}

/** Runs a command in a place to its end, or to the signal's. Rejects with its last words where it fails. */
export async function runIn(place, [program, ...args], { signal } = {}) {
  const options = { ...spawnOptions(place, ['ignore', 'ignore', 'pipe']), signal, killSignal: 'SIGKILL' };
  const child = spawn(program, args, options);
  let words = '';
  child.stderr.setEncoding('utf8').on('data', text => {
    words = (words + text).slice(-2000);
  });
  const code = await new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', done);
  });
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${words}`);
}

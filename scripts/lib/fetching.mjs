// Starts a real system that serves a file, and fetches the file from it, for measurements beside a proof.
import { randomBytes } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { get as getPlain } from 'node:http';
import { get as getOverTls } from 'node:https';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { forward } from '../../test/studies/lib/forward.mjs';
import { makePlace, removePlace, runIn } from '../../test/studies/lib/place.mjs';
import { launch, startServer } from '../../test/studies/lib/server.mjs';

/** Size of the file in bytes, as in a proof. */
const bodyBytes = 8 << 20;

/** Time limit of one fetch, milliseconds. */
const fetchMs = 120_000;

/** Requests a whole file from a web server. Resolves with the number of bytes in the body. */
function fetchUrl({ url, scratch, variant }) {
  const get = url.startsWith('https:') ? getOverTls : getPlain;
  const headers = Object.fromEntries((variant.headers ?? []).map(header => header.split(': ')));
  // Each fetch opens a new connection: some servers close theirs after a response.
  const options = { rejectUnauthorized: false, headers, agent: false, signal: AbortSignal.timeout(fetchMs) };
  return new Promise((done, fail) => {
    get(url + basename(scratch), options, answer => {
      let bytes = 0;
      answer.on('data', piece => {
        bytes += piece.length;
      });
      answer.on('error', fail).on('end', () => {
        if (answer.statusCode === 200) done(bytes);
        else fail(new Error(`it answered ${answer.statusCode}`));
      });
    }).on('error', fail);
  });
}

/** Runs the real client. Resolves with the number of bytes that the server sent it. */
async function fetchByClient(system, place) {
  const forwarding = await forward(place);
  try {
    await runIn(place, system.client(place), { signal: AbortSignal.timeout(fetchMs) });
    return forwarding.answered();
  } finally {
    forwarding.close();
  }
}

/** Makes the server send to our port. Resolves with the number of received bytes. */
async function fetchByCommand(system, place) {
  let [bytes, ended] = [0, null];
  const sent = new Promise(done => {
    ended = done;
  });
  const sink = createServer(socket => {
    socket.on('data', piece => {
      bytes += piece.length;
    });
    socket.on('error', ended).on('close', ended);
  });
  await new Promise(done => sink.listen(0, '127.0.0.1', done));
  const places = { '{host}': '127.0.0.1', '{port}': `${sink.address().port}` };
  try {
    const signal = AbortSignal.timeout(fetchMs);
    await runIn(
      place,
      system.command(place).map(word => places[word] ?? word),
      { signal },
    );
    await sent;
    return bytes;
  } finally {
    sink.close();
  }
}

function fetchOnce(system, place) {
  if (system.client) return fetchByClient(system, place);
  return system.command ? fetchByCommand(system, place) : fetchUrl(place);
}

/** Writes content to the path that the scratch file of a proof would have. */
async function fill(system, place) {
  const tools = { place, launch: () => launch(system, place), run: command => runIn(place, command) };
  const { scratch = place.scratch, content, filled } = (await system.prepare?.(tools)) ?? {};
  if (filled) return;
  if (content) renameSync(content, scratch);
  else writeFileSync(scratch, randomBytes(bodyBytes), { mode: 0o644 });
}

/** A server refuses some clients right after its start. */
async function firstFetch(fetch) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetch();
    } catch (error) {
      if (attempt === 5) throw error;
      await new Promise(done => setTimeout(done, 500));
    }
  }
}

async function serveIn(system, place, { under, stopMs = system.stopMs }, use) {
  await fill(system, place);
  const started = under ? { ...place, start: under(place.start, place), user: undefined } : place;
  const server = await launch({ ...system, stopMs }, started);
  try {
    const fetch = () => fetchOnce(system, place);
    return await use({
      pid: server.pid,
      port: place.port,
      folder: place.folder,
      fetch,
      firstFetch: () => firstFetch(fetch),
    });
  } finally {
    await server.stop();
  }
}

/**
 * Starts a variant with a file to send, and removes it when `use` is done. `fetch` has the file sent once, as the prover
 * has it sent, and resolves with the bytes that were received; `firstFetch` is patient with a server that has just started.
 * @param {import('../../test/studies/lib/system.mjs').System} system
 * @param {string} name of the variant
 * @param {{user?: {uid: number, gid: number}, under?: (start: string[], place: object) => string[], stopMs?: number}} options
 *   `under` makes another command of the server's, which is not started as `user`
 * @param {(served: {pid: number, port: number, folder: string, fetch(): Promise<number>, firstFetch(): Promise<number>}) => Promise<T>} use
 * @returns {Promise<T>}
 * @template T
 */
export async function serving(system, name, options, use) {
  const { behind } = system.variants[name];
  const { user } = options;
  const origin = behind ? await startServer(behind.system, behind.variant, { user }) : null;
  try {
    const place = await makePlace(system, name, { user, behind: origin?.port });
    const scratch = origin ? join(origin.directory, basename(place.scratch)) : place.scratch;
    try {
      return await serveIn(system, { ...place, scratch }, options, use);
    } finally {
      removePlace(place);
    }
  } finally {
    await origin?.stop();
  }
}

// Which calls of a real server moved the body of one answer: it is started again, under `iopath trace`.
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { get as getPlain } from 'node:http';
import { get as getOverTls } from 'node:https';
import { join, resolve } from 'node:path';
import { forward } from '../../test/studies/lib/forward.mjs';
import { makePlace, removePlace, runIn } from '../../test/studies/lib/place.mjs';
import { launch } from '../../test/studies/lib/server.mjs';

const cli = resolve('dist/cli.js');
/** Bytes of the file that is asked for; smaller moves are none of its. */
const bodyBytes = 8 << 20;
const leastBytes = 1 << 20;

/** A server that is traced ends more slowly. */
const stopMs = 60_000;

/** Asks a web server for a file to its end. */
function fetchUrl(url, name, headers = []) {
  const get = url.startsWith('https:') ? getOverTls : getPlain;
  const asked = Object.fromEntries(headers.map(header => header.split(': ')));
  return new Promise((done, fail) => {
    const options = { rejectUnauthorized: false, headers: asked };
    get(url + name, options, answer => answer.on('end', done).on('error', fail).resume()).on('error', fail);
  });
}

/** Puts content where the scratch file would be. */
async function fill(system, place) {
  const tools = { place, launch: () => launch(system, place), run: command => runIn(place, command) };
  const { scratch = place.scratch, content } = (await system.prepare?.(tools)) ?? {};
  if (content) renameSync(content, scratch);
  else writeFileSync(scratch, randomBytes(bodyBytes), { mode: 0o644 });
}

async function fetchThrough(system, place) {
  if (!system.client) return fetchUrl(place.url, 'scratch.bin', place.variant.headers);
  const forwarding = await forward(place);
  try {
    await runIn(place, system.client(place));
  } finally {
    forwarding.close();
  }
}

/**
 * Traces one fetch of a variant.
 * @returns what moved the bytes: loops of the server's own, and calls that had the kernel move them
 */
export async function movedBody(system, name, user) {
  const place = await makePlace(system, name, { user });
  const output = join(place.folder, 'trace.json');
  try {
    await fill(system, place);
    const start = [process.execPath, cli, 'trace', '--json', '--output', output, '--', ...place.start];
    const server = await launch({ ...system, stopMs }, { ...place, start });
    try {
      await fetchThrough(system, place);
    } finally {
      await server.stop();
    }
    return summaryOf(JSON.parse(readFileSync(output, 'utf8')));
  } finally {
    removePlace(place);
  }
}

const toClient = ({ to, bytes }) => to.kind === 'socket' && bytes >= leastBytes;

function summaryOf({ relays, kernelMoves }) {
  return {
    loops: relays
      .filter(toClient)
      .map(({ location, reads, writes, bytes, copiedBytes, modeSwitches, threads, best }) => ({
        ...{
          function: location?.function ?? null,
          reads,
          writes,
          bytes,
          copiedBytes,
          modeSwitches,
          cpuNs: threads?.cpuNs ?? null,
        },
        best: best && {
          strategy: best.strategy,
          copiedBytes: best.copiedBytes,
          modeSwitches: best.modeSwitches,
        },
      })),
    calls: kernelMoves.filter(toClient).map(({ syscall, calls, bytes }) => ({ syscall, calls, bytes })),
  };
}

// Finds the loops and calls of a real server that moved the body of one response: the server runs under `iopath trace`.
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { serving } from './fetching.mjs';

const cli = resolve('dist/cli.js');
/** Smaller moves are not the requested file. Bytes. */
const leastBytes = 1 << 20;

/** A traced server takes longer to end. */
const stopMs = 60_000;

/**
 * Traces one fetch of a variant.
 * @returns what moved the bytes: loops of the server's own, and calls that had the kernel move them
 */
export async function movedBody(system, name, user) {
  const folder = mkdtempSync(join(tmpdir(), 'iopath-traced-'));
  // The result is written by the server's user.
  chmodSync(folder, 0o777);
  const output = join(folder, 'trace.json');
  const under = start => [process.execPath, cli, 'trace', '--json', '--output', output, '--', ...start];
  try {
    await serving(system, name, { user, under, stopMs }, ({ firstFetch }) => firstFetch());
    return summaryOf(JSON.parse(readFileSync(output, 'utf8')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const toClient = ({ to, bytes }) => to.kind === 'socket' && bytes >= leastBytes;

const placeOf = location => (location?.line ? `${location.file.split('/').at(-1)}:${location.line}` : null);

function summaryOf({ relays, kernelMoves }) {
  return {
    loops: relays.filter(toClient).map(relay => ({
      from: relay.from.kind,
      function: relay.location?.function ?? null,
      line: placeOf(relay.location),
      reads: relay.reads,
      writes: relay.writes,
      bytes: relay.bytes,
      copiedBytes: relay.copiedBytes,
      modeSwitches: relay.modeSwitches,
      cpuNs: relay.threads?.cpuNs ?? null,
      best: relay.best && {
        strategy: relay.best.strategy,
        copiedBytes: relay.best.copiedBytes,
        modeSwitches: relay.best.modeSwitches,
      },
    })),
    calls: addedUp(kernelMoves.filter(toClient)),
  };
}

/** One entry for each system call: a client may use several connections. */
function addedUp(moves) {
  const sums = new Map();
  for (const { syscall, calls, bytes } of moves) {
    const before = sums.get(syscall) ?? { calls: 0, bytes: 0 };
    sums.set(syscall, { calls: before.calls + calls, bytes: before.bytes + bytes });
  }
  return [...sums].map(([syscall, sum]) => ({ syscall, ...sum }));
}

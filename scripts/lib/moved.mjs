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

/** Becomes a user, as setpriv(1) of util-linux does. */
const asUser = ({ uid, gid }, home) => [
  ...['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'],
  ...['env', `HOME=${home}`, `TMPDIR=${home}`],
];

/**
 * Traces one fetch of a variant.
 * @returns what moved the bytes: loops of the server's own, and calls that had the kernel move them
 */
export async function movedBody(system, name, user) {
  const folder = mkdtempSync(join(tmpdir(), 'iopath-traced-'));
  const output = join(folder, 'trace.json');
  // The result may be written by the server's user.
  chmodSync(folder, 0o777);
  const trace = [process.execPath, cli, 'trace', '--json', '--output', output, '--'];
  const under = (start, { folder: home }) => {
    const become = user ? asUser(user, home) : [];
    return system.changesUser ? [...trace, ...become, ...start] : [...become, ...trace, ...start];
  };
  try {
    await serving(system, name, { user, under, stopMs }, ({ firstFetch }) => firstFetch());
    return summaryOf(JSON.parse(readFileSync(output, 'utf8')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const toClient = ({ to }) => to.kind === 'socket';
const isLarge = ({ bytes }) => bytes >= leastBytes;

const placeOf = location => (location?.line ? `${location.file.split('/').at(-1)}:${location.line}` : null);

function summaryOf({ relays, kernelMoves }) {
  return {
    loops: relays
      .filter(toClient)
      .filter(isLarge)
      .map(relay => ({
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
    calls: addedUp(kernelMoves.filter(toClient)).filter(isLarge),
  };
}

/** One entry a call: a client may fetch over several connections, and a server may use a new pipe for each piece. */
function addedUp(moves) {
  const sums = new Map();
  for (const { syscall, calls, bytes } of moves) {
    const before = sums.get(syscall) ?? { calls: 0, bytes: 0 };
    sums.set(syscall, { calls: before.calls + calls, bytes: before.bytes + bytes });
  }
  return [...sums].map(([syscall, sum]) => ({ syscall, ...sum }));
}

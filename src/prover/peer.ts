import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { ProofServer } from '../model/proof';
import { endpointKey, parseSocketTable, type SocketRow } from '../prove/socketTable';
import type { NativeTap, Target } from './backend';

/** The server's socket at the other end of a TCP connection; null where this network namespace does not have it. */
export function peerRow(tap: NativeTap): SocketRow | null {
  const { local, peer } = tap;
  if (!local || !peer) return null;
  const [ours, theirs] = [endpointKey(local), endpointKey(peer)];
  for (const table of ['tcp', 'tcp6']) {
    const row = rowsOf(table).find(({ local, remote }) => local === theirs && remote === ours);
    if (row) return row;
  }
  return null;
}

function rowsOf(table: string): SocketRow[] {
  try {
    return parseSocketTable(readFileSync(`/proc/self/net/${table}`, 'latin1'));
  } catch {
    return [];
  }
}

/** A process that holds the socket; null where it is another user's, or gone. */
export function processOf(inode: number): ProofServer['process'] {
  const wanted = `socket:[${inode}]`;
  for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    if (!holds(pid, wanted)) continue;
    try {
      return { pid: Number(pid), name: readFileSync(`/proc/${pid}/comm`, 'utf8').trim() };
    } catch {
      return null;
    }
  }
  return null;
}

function holds(pid: string, wanted: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some(fd => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`) === wanted;
      } catch {
        return false;
      }
    });
  } catch {
    return false;
  }
}

/** The server as the connection shows it. */
export function serverOf(tap: NativeTap, target: Target): ProofServer {
  if (target.kind === 'unix') return { address: target.path, process: null };
  const row = peerRow(tap);
  const host = target.address.includes(':') ? `[${target.address}]` : target.address;
  return { address: `${host}:${target.port}`, process: row && row.inode > 0 ? processOf(row.inode) : null };
}

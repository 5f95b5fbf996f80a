import { isAbsolute, resolve } from 'node:path';
import type { SocketRow } from './socketTable';

/** A process as /proc shows it. */
export interface SeenProcess {
  pid: number;
  name: string;
  /** Its words. */
  command: readonly string[];
  /** Null where it can't be read. */
  cwd: string | null;
  /** Of its sockets. */
  inodes: ReadonlySet<number>;
  /** Files and folders that it has open. */
  open: readonly string[];
}

/** A server that can be proved. */
export interface ServerOffer {
  url: string;
  pid: number;
  name: string;
  command: string;
  /**
   * Paths in the workspace that it may serve, the likeliest first: words of its command, then where it runs. Whether they
   * are folders is the caller's to see.
   */
  places: string[];
}

/**
 * Servers on loopback whose process belongs to the workspace: it runs in a folder of it, names one in its command, or has
 * a file of one open. One offer a port.
 */
export function serverOffers(
  rows: readonly SocketRow[],
  processes: readonly SeenProcess[],
  folders: readonly string[],
): ServerOffer[] {
  const offers = new Map<number, ServerOffer>();
  for (const row of rows) {
    const endpoint = row.listening ? endpointOf(row.local) : null;
    if (!endpoint || offers.has(endpoint.port)) continue;
    const offer = processes
      .filter(({ inodes }) => inodes.has(row.inode))
      .map(one => offerOf(one, endpoint, folders))
      .find(one => one !== null);
    if (offer) offers.set(endpoint.port, offer);
  }
  return [...offers.values()];
}

interface WebEndpoint {
  host: string;
  port: number;
}

/** Where loopback reaches a socket; null for one that listens on another address alone. */
export function endpointOf(key: string): WebEndpoint | null {
  const [address = '', digits] = key.split(':');
  const port = Number(digits);
  // A socket for every IPv6 address takes IPv4 as well, unless net.ipv6.bindv6only is set.
  if (/^0{32}$/.test(address)) return { host: 'localhost', port };
  if (/^0{31}1$/.test(address)) return { host: '[::1]', port };
  if (address === '00000000') return { host: '127.0.0.1', port };
  if (!/^7f.{6}$/.test(address)) return null;
  const host = address.match(/../g)!.map(part => Number.parseInt(part, 16));
  return { host: host.join('.'), port };
}

function offerOf(
  { pid, name, command, cwd, open }: SeenProcess,
  { host, port }: WebEndpoint,
  folders: readonly string[],
): ServerOffer | null {
  const isInside = (path: string) => folders.some(folder => path === folder || path.startsWith(`${folder}/`));
  const named = command.slice(1).flatMap(word => pathOf(word, cwd));
  const places = [...new Set([...named, ...(cwd === null ? [] : [cwd])])].filter(isInside);
  if (places.length === 0 && !open.some(isInside)) return null;
  return { url: `http://${host}:${port}/`, pid, name, command: command.join(' '), places };
}

/** A word as a path, or the value of `--option=value`; options have none. */
function pathOf(word: string, cwd: string | null): string[] {
  const value = /^-{1,2}[\w-]+=(.+)$/.exec(word)?.[1] ?? word;
  if (value === '' || value.startsWith('-')) return [];
  if (isAbsolute(value)) return [resolve(value)];
  return cwd === null ? [] : [resolve(cwd, value)];
}

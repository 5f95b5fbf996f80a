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
  /** Of the user who runs it. */
  uid: number;
  /** Of its sockets; null where they can't be looked at, as those of another user. */
  inodes: ReadonlySet<number> | null;
  /** Files and folders that it has open. */
  open: readonly string[];
}

/** A server that can be proved. */
export interface ServerOffer {
  url: string;
  /** Null where it is not known which process of another user has the socket. */
  process: { pid: number; name: string } | null;
  /** Empty where the process is not known. */
  command: string;
  /**
   * Paths in the workspace that it may serve, the likeliest first: words of its command, then where it runs. Whether they
   * are folders is the caller's to see.
   */
  places: string[];
}

/**
 * Servers on loopback whose process belongs to the workspace, whatever its name: it runs in a folder of it, names one in
 * its command, or has a file of one open. After them those of other users, who may serve the workspace as well: what their
 * processes have open is not shown to us. One offer a port.
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
    const owners = processes.filter(({ inodes }) => inodes?.has(row.inode));
    const offer =
      owners.length > 0
        ? owners.map(one => offerOf(one, endpoint, folders)).find(one => one !== null)
        : hiddenOffer(row, endpoint, processes, folders);
    if (offer) offers.set(endpoint.port, offer);
  }
  return [...offers.values()].sort((one, other) => rankOf(one) - rankOf(other));
}

const rankOf = ({ process, places }: ServerOffer) => (process ? 0 : places.length > 0 ? 1 : 2);

/** A socket of a process that can't be looked at: one of its user's, whose commands are shown to all. */
function hiddenOffer(
  { uid }: SocketRow,
  { host, port }: WebEndpoint,
  processes: readonly SeenProcess[],
  folders: readonly string[],
): ServerOffer | null {
  const hidden = processes.filter(one => one.inodes === null && one.uid === uid);
  // Without a process at all the socket is the kernel's, or another container's.
  if (hidden.length === 0) return null;
  const named = hidden.flatMap(one => offerOf(one, { host, port }, folders) ?? []);
  const places = [...new Set(named.flatMap(one => one.places))];
  return { url: urlOf({ host, port }), process: null, command: '', places };
}

const urlOf = ({ host, port }: WebEndpoint) => `http://${host}:${port}/`;

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
  endpoint: WebEndpoint,
  folders: readonly string[],
): ServerOffer | null {
  const isInside = (path: string) => folders.some(folder => path === folder || path.startsWith(`${folder}/`));
  const named = command.slice(1).flatMap(word => pathOf(word, cwd));
  const places = [...new Set([...named, ...(cwd === null ? [] : [cwd])])].filter(isInside);
  if (places.length === 0 && !open.some(isInside)) return null;
  return { url: urlOf(endpoint), process: { pid, name }, command: command.join(' '), places };
}

/** A word as a path, or the value of `--option=value`; options have none. */
function pathOf(word: string, cwd: string | null): string[] {
  const value = /^-{1,2}[\w-]+=(.+)$/.exec(word)?.[1] ?? word;
  if (value === '' || value.startsWith('-')) return [];
  if (isAbsolute(value)) return [resolve(value)];
  return cwd === null ? [] : [resolve(cwd, value)];
}

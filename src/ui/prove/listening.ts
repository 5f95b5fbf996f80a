import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { type SeenProcess, type ServerOffer, serverOffers } from '../../prove/serverOffers';
import { parseSocketTable } from '../../prove/socketTable';

/** Servers on loopback that belong to folders of the workspace, and those of other users, which may. */
export async function listeningServers(
  folders: readonly string[],
  except: readonly number[],
): Promise<ServerOffer[]> {
  const tables = await Promise.all(['tcp', 'tcp6'].map(name => text(`/proc/net/${name}`)));
  const rows = tables.flatMap(parseSocketTable).filter(({ listening }) => listening);
  if (rows.length === 0) return [];
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number);
  const others = pids.filter(pid => !except.includes(pid));
  // A few at a time: a machine has hundreds of processes, and each some dozens of descriptors.
  const processes: SeenProcess[] = [];
  for (let at = 0; at < others.length; at += 16) {
    const seen = await Promise.all(others.slice(at, at + 16).map(look));
    processes.push(...seen.filter(one => one !== null));
  }
  return serverOffers(rows, processes, folders);
}

const text = (path: string) => readFile(path, 'utf8').catch(() => '');

/** Null for a process that has no sockets, or is gone. What another user's has open is not shown. */
async function look(pid: number): Promise<SeenProcess | null> {
  const place = `/proc/${pid}`;
  const targets = await openOf(place);
  if (targets === 'gone') return null;
  const inodes = targets && socketsOf(targets);
  if (inodes?.size === 0) return null;
  const owner = await stat(place).catch(() => null);
  if (!owner) return null;
  const [words, name, cwd] = await Promise.all([
    text(`${place}/cmdline`),
    text(`${place}/comm`),
    readlink(`${place}/cwd`).catch(() => null),
  ]);
  const command = words.split('\0').slice(0, -1);
  const open = (targets ?? []).filter(target => target.startsWith('/'));
  return { pid, name: name.trim(), uid: owner.uid, command, cwd, inodes, open };
}

/** What the process has open; null where that is not shown. A process with more rights lists its descriptors, and no more. */
async function openOf(place: string): Promise<string[] | null | 'gone'> {
  try {
    const names = await readdir(`${place}/fd`);
    const targets = await Promise.all(names.map(name => readlink(`${place}/fd/${name}`).catch(() => '')));
    return targets.length > 0 && targets.every(target => target === '') ? null : targets;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'EACCES' || code === 'EPERM' ? null : 'gone';
  }
}

const socketsOf = (targets: readonly string[]) =>
  new Set(targets.flatMap(target => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []).map(Number));

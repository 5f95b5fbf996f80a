import { readdir, readFile } from 'node:fs/promises';

/** A process that can be picked. */
export interface RunningProcess {
  pid: number;
  /** Its words, joined. */
  command: string;
  /** Bytes that its read and write calls moved; null where the kernel does not tell. */
  bytes: number | null;
}

/** Processes of `user` (of all users for 0), those that moved most first; threads of the kernel have no words and are left out. */
export async function runningProcesses(user: number, except: number): Promise<RunningProcess[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.filter(pid => pid !== except).map(pid => look(pid, user)));
  return found.filter(one => one !== null).sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0) || b.pid - a.pid);
}

/** Null for one that is gone, of another user, or of the kernel. */
async function look(pid: number, user: number): Promise<RunningProcess | null> {
  const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
  const [words, status, io] = await Promise.all([read('cmdline'), read('status'), read('io')]);
  const command = words.replaceAll('\0', ' ').trim();
  const owner = /^Uid:\s*(\d+)/m.exec(status)?.[1];
  if (command === '' || owner === undefined || (user !== 0 && Number(owner) !== user)) return null;
  const [read_, written] = ['rchar', 'wchar'].map(name => new RegExp(`^${name}: (\\d+)`, 'm').exec(io)?.[1]);
  return { pid, command, bytes: read_ && written ? Number(read_) + Number(written) : null };
}

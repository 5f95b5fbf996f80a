import { randomFillSync } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { message } from '../messages/message';
import { Problem } from '../model/problem';
import type { Warning } from '../model/report';

/** A file made for a job without an input; the caller removes it. */
export interface MadeInput {
  /** On Linux a link below /proc: the file itself has no name, so it is gone with this process, also after a kill. */
  path: string;
  /** Its name in the report. */
  name: string;
  /** Folder on whose filesystem the file lies. */
  directory: string;
  /** A note about it for the report. */
  warning: Warning;
  remove(): Promise<void>;
}

/** Large enough that a run takes tens of milliseconds, small enough to be cached whole. */
export const madeBytes = 256 * 1024 * 1024;
const blockBytes = 4 * 1024 * 1024;

/** O_TMPFILE of Linux without the O_DIRECTORY it goes with; one value for all architectures Node runs on. */
const tmpFile = 0o20000000;

export interface MakeOptions {
  signal?: AbortSignal | undefined;
  /** On its filesystem the file lies; by default the folder for temporary files. */
  directory?: string;
  bytes?: number;
}

/**
 * Makes a file of random bytes: no filesystem compresses it or leaves holes in it. Throws a Problem of kind `job` where
 * it can't be made; nothing is left behind then.
 */
export async function makeInput(options: MakeOptions = {}): Promise<MadeInput> {
  const { signal, directory = tmpdir(), bytes = madeBytes } = options;
  try {
    await demandRoom(directory, bytes);
    return await make(directory, bytes, signal);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw typeof code === 'string' && code !== 'ABORT_ERR' ? cannotMake(directory, error as Error) : error;
  }
}

async function make(directory: string, bytes: number, signal?: AbortSignal): Promise<MadeInput> {
  const { file, path, remove } = await (process.platform === 'linux' ? openNameless : openNamed)(directory);
  try {
    await fill(file, bytes, signal);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    path,
    name: join(directory, 'random-bytes'),
    directory,
    warning: {
      what: message('warning.made', { bytes, folder: directory }),
      remedy: message('warning.made.remedy'),
    },
    remove,
  };
}

interface Opened extends Pick<MadeInput, 'path' | 'remove'> {
  file: FileHandle;
}

async function openNameless(directory: string): Promise<Opened> {
  const file = await open(directory, constants.O_RDWR | constants.O_DIRECTORY | tmpFile, 0o600).catch(
    error => {
      // The filesystem has no unnamed files (EOPNOTSUPP), or the kernel is older than 3.11 (EISDIR).
      if (!['EOPNOTSUPP', 'ENOTSUP', 'EISDIR'].includes(error.code)) throw error;
      return null;
    },
  );
  if (file) return opened(file);
  const named = await openNamed(directory);
  await named.unlink();
  return opened(named.file);
}

/** A link that any process of this user can open as long as this one lives. */
const opened = (file: FileHandle): Opened => ({
  file,
  path: `/proc/${process.pid}/fd/${file.fd}`,
  remove: () => file.close(),
});

async function openNamed(directory: string) {
  const folder = await mkdtemp(join(directory, 'iopath-input-'));
  const path = join(folder, 'made.bin');
  const unlink = () => rm(folder, { recursive: true, force: true });
  const file = await open(path, 'wx+', 0o600);
  const remove = async () => {
    await file.close();
    await unlink();
  };
  return { file, path, remove, unlink };
}

async function fill(file: FileHandle, bytes: number, signal?: AbortSignal): Promise<void> {
  const block = Buffer.allocUnsafe(blockBytes);
  for (let written = 0; written < bytes; written += blockBytes) {
    signal?.throwIfAborted();
    await file.writeFile(randomFillSync(block));
  }
  // Pages that wait to be written back can't be dropped from the cache, and a cold run would not be cold.
  await file.sync();
}

async function demandRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize > 2 * bytes) return;
  throw new Problem('job', {
    what: message('made.no-room', { folder }),
    why: message('made.no-room.why', { bytes }),
    remedy: message('made.no-room.remedy'),
  });
}

const cannotMake = (folder: string, error: Error) =>
  new Problem(
    'job',
    {
      what: message('made.failed', { folder }),
      why: message('input.other', { error: error.message }),
      remedy: message('made.failed.remedy'),
    },
    { cause: error },
  );

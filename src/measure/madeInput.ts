import { randomFillSync } from 'node:crypto';
import { mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../model/problem';
import { words } from './wording';

/** A file made for a job that was given none; the caller removes it. */
export interface MadeInput {
  path: string;
  /** What a reader of the report must know of it. */
  told: { what: string; remedy: string };
  remove(): Promise<void>;
}

/** Large enough that a run takes tens of milliseconds, small enough to be cached whole. */
export const madeBytes = 256 * 1024 * 1024;
const blockBytes = 4 * 1024 * 1024;

/**
 * Makes a file of random bytes in a temporary folder of its own: no filesystem compresses it or leaves holes in it.
 * Throws a Problem of kind `job` where there is no room; nothing is left behind then.
 */
export async function makeInput(signal?: AbortSignal): Promise<MadeInput> {
  await demandRoom(tmpdir());
  const folder = await mkdtemp(join(tmpdir(), 'iopath-input-'));
  const path = join(folder, 'made.bin');
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await fill(path, signal);
  } catch (error) {
    await remove();
    throw error;
  }
  const size = words.bytes(madeBytes);
  const what = `No file was named, so ${size} of random bytes were made in ${tmpdir()} and removed afterwards.`;
  return { path, told: { what, remedy: 'Name a file of yours to have the figures for it.' }, remove };
}

async function fill(path: string, signal?: AbortSignal): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  const block = Buffer.allocUnsafe(blockBytes);
  try {
    for (let written = 0; written < madeBytes; written += blockBytes) {
      signal?.throwIfAborted();
      await file.writeFile(randomFillSync(block));
    }
    // Pages that wait to be written back can't be dropped from the cache, and a cold run would not be cold.
    await file.sync();
  } finally {
    await file.close();
  }
}

async function demandRoom(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize > 2 * madeBytes) return;
  throw new Problem('job', {
    what: `No file was named, and there is no room to make one in ${folder}.`,
    why: `It takes ${words.bytes(madeBytes)}, and as much again must stay free.`,
    remedy: 'Name a file, free some room, or set TMPDIR to a folder with more.',
  });
}

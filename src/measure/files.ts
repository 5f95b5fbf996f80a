import type { Dirent, Stats } from 'node:fs';
import { access, constants, opendir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { FileRange } from '../model/job';
import { cannotLook, type LeftOut, nothingNamed, nothingToMove, notRegular, told } from './inputProblems';

/** What will be moved: files in the order sent, with the range of each made whole numbers. */
export interface Input {
  files: FileRange[];
  bytes: number;
  /** Newest modification time, milliseconds since 1970. */
  modifiedMs: number;
  /** Folder on whose filesystem the input lies; outputs go there too. */
  directory: string;
  /** What was found but left out: links, sockets, empty and unreadable files within folders. */
  leftOut: { what: string; remedy: string }[];
}

export interface InputOptions {
  paths: string[];
  offset: number;
  length: number | null;
  signal?: AbortSignal | undefined;
}

interface Found {
  path: string;
  stats: Stats;
}

/**
 * The regular files below `paths`, folders walked in name order without following links. A path named by hand
 * must be readable and hold bytes, else this throws a Problem; within folders such files are left out and told.
 */
export async function readInput({ paths, offset, length, signal }: InputOptions): Promise<Input> {
  if (paths.length === 0) throw nothingNamed();
  const leftOut: LeftOut = { links: 0, special: 0, unreadable: 0, empty: 0 };
  const input: Input = { files: [], bytes: 0, modifiedMs: 0, directory: '', leftOut: [] };
  for (const path of paths) {
    for await (const { path: file, stats } of regularFiles(resolve(path), leftOut)) {
      signal?.throwIfAborted();
      const bytes = Math.max(0, Math.min(stats.size - offset, length ?? Number.MAX_SAFE_INTEGER));
      if (bytes === 0) {
        leftOut.empty += 1;
        continue;
      }
      input.files.push({ path: file, offset, length: bytes });
      input.bytes += bytes;
      input.modifiedMs = Math.max(input.modifiedMs, stats.mtimeMs);
    }
  }
  const first = input.files[0];
  if (!first) throw await nothingToMove(paths, offset, leftOut);
  input.directory = dirname(await realpath(first.path));
  input.leftOut = told(leftOut);
  return input;
}

async function* regularFiles(path: string, leftOut: LeftOut): AsyncGenerator<Found> {
  const stats = await stat(path).catch(error => {
    throw cannotLook(path, error);
  });
  if (stats.isDirectory()) yield* walk(path, leftOut, true);
  else if (!stats.isFile()) throw notRegular(path, stats);
  else {
    await access(path, constants.R_OK).catch(error => {
      throw cannotLook(path, error);
    });
    yield { path, stats };
  }
}

/** Names of one folder are held and sorted; folders are entered one at a time, so a deep tree costs its path. */
async function* walk(folder: string, leftOut: LeftOut, named = false): AsyncGenerator<Found> {
  for (const entry of await entries(folder, leftOut, named)) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) leftOut.links += 1;
    else if (entry.isDirectory()) yield* walk(path, leftOut);
    else if (!entry.isFile()) leftOut.special += 1;
    else yield* readable(path, leftOut);
  }
}

async function entries(folder: string, leftOut: LeftOut, named: boolean): Promise<Dirent[]> {
  try {
    const found: Dirent[] = [];
    for await (const entry of await opendir(folder, { bufferSize: 1024 })) found.push(entry);
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (named) throw cannotLook(folder, error as NodeJS.ErrnoException);
    leftOut.unreadable += 1;
    return [];
  }
}

async function* readable(path: string, leftOut: LeftOut): AsyncGenerator<Found> {
  try {
    await access(path, constants.R_OK);
    yield { path, stats: await stat(path) };
  } catch {
    // Gone or closed to us since the folder was listed: told in the count, not fatal.
    leftOut.unreadable += 1;
  }
}

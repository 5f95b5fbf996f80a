import type { BigIntStats, Dirent } from 'node:fs';
import { access, constants, lstat, opendir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Warning } from '../model/report';
import type { FileRange } from '../model/runSpec';
import { type FileIdentity, identityOf } from './identity';
import {
  cannotLook,
  type Exclusions,
  exclusionWarnings,
  madeByKernel,
  noExclusions,
  nothingNamed,
  nothingToMove,
  notRegular,
  reasonOf,
} from './inputProblems';
import { KernelFiles } from './kernelFiles';

/** What will be moved: files in the order sent, with the range of each made whole numbers. */
export interface Input {
  files: FileRange[];
  /** The files behind `files`, each once, as they were when they were found. */
  identities: FileIdentity[];
  bytes: number;
  /** Newest modification time, milliseconds since 1970. */
  modifiedMs: number;
  /** Folder on whose filesystem the input lies; outputs go there too. */
  directory: string;
  /** Skipped entries: links, sockets, empty and unreadable files within folders. */
  excluded: Warning[];
}

export interface InputOptions {
  paths: string[];
  /** Folder on the input's filesystem, if the input's path does not show it. */
  directory?: string;
  offset: number;
  length: number | null;
  signal?: AbortSignal | undefined;
}

interface Found {
  path: string;
  stats: BigIntStats;
}

/**
 * The regular files below `paths`, folders walked in name order without following links. A path named by hand
 * must be readable and hold bytes, else this throws a Problem; within folders such files are left out and counted.
 */
export async function readInput({ paths, directory, offset, length, signal }: InputOptions): Promise<Input> {
  if (paths.length === 0) throw nothingNamed();
  const excluded = noExclusions();
  const search: Search = { excluded, kernelFiles: new KernelFiles() };
  const input: Input = { files: [], identities: [], bytes: 0, modifiedMs: 0, directory: '', excluded: [] };
  for (const path of paths) {
    for await (const { path: file, stats } of regularFiles(resolve(path), search)) {
      signal?.throwIfAborted();
      const bytes = Math.max(0, Math.min(Number(stats.size) - offset, length ?? Number.MAX_SAFE_INTEGER));
      if (bytes === 0) {
        excluded.empty += 1;
        continue;
      }
      input.files.push({ path: file, offset, length: bytes });
      input.identities.push(identityOf(file, stats));
      input.bytes += bytes;
      input.modifiedMs = Math.max(input.modifiedMs, Number(stats.mtimeNs) / 1e6);
    }
  }
  const first = input.files[0];
  if (!first) throw await nothingToMove(paths, offset, excluded);
  input.directory = directory ?? (await folderOf(first.path));
  input.excluded = exclusionWarnings(excluded);
  return input;
}

async function folderOf(path: string): Promise<string> {
  const real = await realpath(path).catch(error => {
    throw cannotLook(path, error);
  });
  return dirname(real);
}

interface Search {
  excluded: Exclusions;
  kernelFiles: KernelFiles;
}

async function* regularFiles(path: string, search: Search): AsyncGenerator<Found> {
  const stats = await stat(path, { bigint: true }).catch(error => {
    throw cannotLook(path, error);
  });
  if (stats.isDirectory()) yield* walk(path, search, true);
  else if (!stats.isFile()) throw notRegular(path, stats);
  else {
    const filesystem = await search.kernelFiles.filesystemOf(path, stats.dev);
    if (filesystem) throw madeByKernel(path, filesystem);
    await access(path, constants.R_OK).catch(error => {
      throw cannotLook(path, error);
    });
    yield { path, stats };
  }
}

/** Names of one folder are held and sorted; folders are entered one at a time, so a deep tree costs its path. */
async function* walk(folder: string, search: Search, named = false): AsyncGenerator<Found> {
  for (const entry of await entries(folder, search, named)) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) search.excluded.links += 1;
    else if (entry.isDirectory()) yield* walk(path, search);
    else if (!entry.isFile()) search.excluded.special += 1;
    else yield* readable(path, search);
  }
}

async function entries(folder: string, { excluded }: Search, named: boolean): Promise<Dirent[]> {
  try {
    const found: Dirent[] = [];
    for await (const entry of await opendir(folder, { bufferSize: 1024 })) found.push(entry);
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (named) throw cannotLook(folder, error as NodeJS.ErrnoException);
    excluded[reasonOf(folder, error)] += 1;
    return [];
  }
}

/** A file of a folder, unless it was removed, is unreadable or is no file any more since the folder was listed. */
async function* readable(path: string, { excluded, kernelFiles }: Search): AsyncGenerator<Found> {
  try {
    await access(path, constants.R_OK);
    const stats = await lstat(path, { bigint: true });
    if (!stats.isFile()) excluded.special += 1;
    else if (await kernelFiles.filesystemOf(path, stats.dev)) excluded.madeByKernel += 1;
    else yield { path, stats };
  } catch (error) {
    excluded[reasonOf(path, error)] += 1;
  }
}

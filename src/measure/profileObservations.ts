import { accessSync, constants, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Observation } from '../model/observation';
import type { CallOptions, WorkerClient } from '../worker/client';
import { isCancellation } from './failures';
import type { Cell } from './plan';

/**
 * The aliasing experiment for each path that is to be measured, once each. An experiment that cannot be made leaves its
 * path to the rules, and the observation says which call failed.
 */
export async function observePaths(
  cells: readonly Cell[],
  client: WorkerClient,
  call: CallOptions,
): Promise<Observation[]> {
  const found = new Map<string, Observation>();
  for (const { spec, unsupported } of cells) {
    const { strategy, route, socket, kernelTls, outputDirectory } = spec;
    const key = `${strategy} ${route} ${socket}`;
    // Kernel TLS encrypts into buffers of its own: what plain sockets do says nothing of it.
    if (unsupported || kernelTls || found.has(key)) continue;
    const question = { strategy, route, socket, directory: folderFor(outputDirectory) };
    try {
      found.set(key, { strategy, route, socket, ...(await client.observe(question, call)) });
    } catch (error) {
      if (isCancellation(error)) throw error;
      found.set(key, { strategy, route, socket, segments: [], failure: failureOf(error), tookNs: 0 });
    }
  }
  return [...found.values()];
}

/** The input's folder, or the one for temporary files where that is on the same filesystem and the first is not writable. */
function folderFor(directory: string): string {
  const writable = (folder: string) => {
    try {
      accessSync(folder, constants.W_OK);
      return statSync(folder).dev === statSync(directory).dev;
    } catch {
      return false;
    }
  };
  return [directory, tmpdir()].find(writable) ?? directory;
}

function failureOf(error: unknown): Observation['failure'] {
  const { code, syscall, path } = error as { code?: string; syscall?: string; path?: string };
  return { code: code ?? 'EIO', syscall: syscall ?? 'observe', path: path ?? null };
}

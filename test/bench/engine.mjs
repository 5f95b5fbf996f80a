// The engine under measurement, and the file it moves.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeNoise } from '../../scripts/lib/noise.mjs';

export const addon = createRequire(import.meta.url)(join(process.cwd(), 'dist', 'native', 'iopath.node'));

export const megabyte = 1 << 20;

/** A folder for the length of a benchmark, on `--directory`'s filesystem or the one of temporary files. */
export async function inFolder(parent, work) {
  const folder = mkdtempSync(join(parent ?? tmpdir(), 'iopath-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file of real, cached bytes: a hole would be read from the zero page. */
export function makeInput(folder, bytes) {
  const path = join(folder, 'input');
  writeNoise(path, bytes);
  addon.warm(path, 0, null);
  return path;
}

export function makeSpec(path, folder, change) {
  return {
    strategy: 'read-write',
    files: [{ path, offset: 0, length: null }],
    receiver: 'poll',
    cores: { sender: 1, receiver: change.receiver === 'same-core' ? 1 : 0, poller: null },
    outputDirectory: folder,
    ...change,
  };
}

export const runOnce = spec => addon.run(spec, () => {}).done;

/** CPU time of the sending side in one run: its thread's, and what io_uring's threads spent for it. */
export const cpuNs = ({ sender, helperNs }) => sender.userNs + sender.systemNs + (helperNs ?? 0);

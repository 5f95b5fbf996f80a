import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Enough for a figure of its own at every strategy, little enough to be written in a second. */
export const generatedBytes = 64 * 2 ** 20;

const block = 2 ** 20;

/**
 * A file of random bytes in `folder`, for where a workspace has none worth measuring. Each call makes its own, for
 * another run may be reading the last one. The caller removes it.
 */
export async function generateFile(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await removeLeftOvers(folder);
  const path = join(folder, `generated-${process.pid}-${randomBytes(4).toString('hex')}.bin`);
  const file = await open(path, 'wx');
  try {
    for (let written = 0; written < generatedBytes; written += block) await file.write(randomBytes(block));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return path;
}

/** Files of extension hosts that were killed before they could remove them. */
async function removeLeftOvers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(/^generated-(\d+)-/.exec(name)?.[1] ?? Number.NaN);
    if (pid > 0 && !isAlive(pid)) await rm(join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

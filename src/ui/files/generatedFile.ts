import { randomBytes } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Enough for a figure of its own at every strategy, little enough to be written in a second. */
export const generatedBytes = 64 * 2 ** 20;

const block = 2 ** 20;

/** A file of random bytes in `folder`, for where a workspace has none worth measuring. The caller removes it. */
export async function generateFile(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'generated.bin');
  const file = await open(path, 'w');
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

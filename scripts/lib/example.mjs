import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeNoise } from './noise.mjs';
import { say, UserError } from './say.mjs';

const mebibyte = 1024 * 1024;

/** The example workspace: copy loops in several languages. */
export const exampleFolder = resolve('examples/workspace');

/** Its data file, made on first use: 256 MiB of noise. */
export function ensureExampleData(mebibytes = 256) {
  const path = join(exampleFolder, 'data', 'sample.bin');
  if (existsSync(path)) return path;
  say(`making the example's data file (${mebibytes} MiB) …`);
  const partial = `${path}.partial`;
  try {
    mkdirSync(join(exampleFolder, 'data'), { recursive: true });
    writeNoise(partial, mebibytes * mebibyte);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new UserError({
      what: 'The data file of the example workspace could not be made.',
      why: error.message,
      remedy: `make room for ${mebibytes} MiB, or open a folder of your own: npm start -- FOLDER`,
    });
  }
  return path;
}

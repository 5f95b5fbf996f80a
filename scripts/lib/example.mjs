import { randomFillSync } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { say, UserError } from './say.mjs';

const mebibyte = 1024 * 1024;

/** The workspace that comes with the project: copy loops in several languages. */
export const exampleFolder = resolve('examples/workspace');

function writeRandom(path, mebibytes) {
  const file = openSync(path, 'w');
  try {
    const block = Buffer.alloc(mebibyte);
    for (let written = 0; written < mebibytes; written += 1) writeSync(file, randomFillSync(block));
  } finally {
    closeSync(file);
  }
}

/** Its data file, made on first use: 256 MiB of random bytes, so that no filesystem can make them fewer. */
export function ensureExampleData(mebibytes = 256) {
  const path = join(exampleFolder, 'data', 'sample.bin');
  if (existsSync(path)) return path;
  say(`making the example's data file (${mebibytes} MiB) …`);
  const partial = `${path}.partial`;
  try {
    mkdirSync(join(exampleFolder, 'data'), { recursive: true });
    writeRandom(partial, mebibytes);
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

// Nothing is done twice: a step is skipped while the files it reads are what they were and what it makes is there.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

function addTo(hash, path) {
  if (!existsSync(path)) return hash.update(`${path} absent\n`);
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) addTo(hash, join(path, name));
    return hash;
  }
  return hash.update(`${path}\n`).update(readFileSync(path));
}

/** One hash over files and folders, by path and content. */
export function digest(paths) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const path of paths) addTo(hash, path);
  return hash.digest('hex');
}

/**
 * Runs `step` unless it has run on these very inputs and its outputs are there.
 * @param {string} name of the stamp, kept in node_modules/.stamps
 * @param {{inputs: string[], outputs: string[]}} files
 * @returns {Promise<boolean>} whether it ran
 */
export async function stamped(name, { inputs, outputs }, step) {
  const file = join('node_modules', '.stamps', name);
  const now = digest(inputs);
  const known = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (known === now && outputs.every(path => existsSync(path))) return false;
  rmSync(file, { force: true });
  await step();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, now);
  return true;
}

// Skips a step while its input files and its output files are unchanged.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { say } from './say.mjs';

function addTo(hash, path, except) {
  if (except.includes(path)) return;
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) hash.update(`${path} absent\n`);
  else if (!found.isDirectory()) hash.update(`${path}\n`).update(readFileSync(path));
  else for (const name of readdirSync(path).sort()) addTo(hash, join(path, name), except);
}

/**
 * One hash over files and folders, by path and content.
 * @param {string[]} paths
 * @param {string[]} [except] paths below them that don't count
 */
export function digest(paths, except = []) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const path of paths) addTo(hash, path, except);
  return hash.digest('hex');
}

/** The translations of package.json. */
export const languageFiles = () => readdirSync('.').filter(name => /^package\.nls.*\.json$/.test(name));

/** The folder of stamps and locks. Without it, the next set-up does everything again. */
export const stateFolder = join('out', 'setup');

const read = ({ inputs, settings = '' }) => ({ settings, inputs: digest(inputs) });
const made = ({ outputs, except }) => ({ outputs: digest(outputs, except) });

/**
 * Runs `step` unless it ran on these inputs and its outputs are what it made then. One process at a time does so.
 * @param {string} name of the stamp and its lock
 * @param {object} files
 * @param {string[]} files.inputs files and folders that the step reads
 * @param {string} [files.settings] what else decides about the outputs: versions, flags
 * @param {string[]} files.outputs files and folders that are the step's alone: anything else in them runs it again
 * @param {string[]} [files.except] paths in the outputs that belong to another step
 * @param {string} files.doing what it does, for people: "building dist/"
 * @param {boolean} [files.force] run it in any case
 * @param {string} [files.state] where stamp and lock are
 * @returns {Promise<boolean>} whether it ran
 */
export async function stamped(name, { doing, force = false, state = stateFolder, ...files }, step) {
  const stamp = join(state, `${name}.stamp`);
  const isDone = () =>
    existsSync(stamp) && readFileSync(stamp, 'utf8') === JSON.stringify({ ...read(files), ...made(files) });
  // Checked before anything is written: a finished checkout also works on a read-only disk.
  if (!force && isDone()) return false;
  mkdirSync(state, { recursive: true });
  return withLock(join(state, `${name}.lock`), doing, async () => {
    if (!force && isDone()) return false;
    rmSync(stamp, { force: true });
    say(`${doing} …`);
    // Taken before the step: a file that changes while the step runs may have been read before the change.
    const before = read(files);
    await step();
    writeFileSync(stamp, JSON.stringify({ ...before, ...made(files) }));
    return true;
  });
}

// out/starter.vsix, which takes the first steps of `npm start` (scripts/starter).
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { quietly } from './command.mjs';
import { stamped } from './stamp.mjs';

const vsce = resolve('node_modules', '@vscode', 'vsce', 'vsce');
/** It needs no build and is never published. */
const packing = [
  ...['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'],
  '--skip-license',
];

/** Packs the starter, unless the one there was made from the same files; gives its path. */
export async function makeStarter() {
  const file = resolve('out', 'starter.vsix');
  const folder = join('scripts', 'starter');
  mkdirSync('out', { recursive: true });
  await stamped('starter', { inputs: [folder], outputs: [file], doing: 'packing the starter' }, () =>
    quietly(process.execPath, [vsce, ...packing, '--out', file], { cwd: folder }),
  );
  return file;
}

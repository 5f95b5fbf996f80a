import { join } from 'node:path';
import { quietly } from './command.mjs';

const checks = {
  'types (tsc)': [join('node_modules', 'typescript', 'bin', 'tsc'), '--noEmit'],
  'lint (biome)': [join('node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'ci', '--colors=off'],
  'unused code (knip)': [join('node_modules', 'knip', 'bin', 'knip.js'), '--no-progress'],
};

async function runCheck(tally, name, args) {
  const start = performance.now();
  try {
    await quietly(process.execPath, args);
    tally.passed();
    console.log(`✔ ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  } catch (error) {
    tally.failed(name, error.message);
    tally.rerun('npm run lint');
  }
  tally.took('checks', (performance.now() - start) / 1000);
}

/** Types, lint and unused code: fast, so they run first. */
export async function runChecks(tally) {
  await Promise.all(Object.entries(checks).map(([name, args]) => runCheck(tally, name, args)));
}

// Lints sources broken at random: `npm run fuzz [-- CASES [FIRST_SEED]]`, 100,000 by default, on all cores. `npm test`
// runs a small portion of the same.
import './lib/root.mjs';
import { spawnSync } from 'node:child_process';
import { buildModule } from './lib/testBuild.mjs';

const [cases = '100000', seed = '1'] = process.argv.slice(2);
const bundle = await buildModule('test/faults/fuzz.test.ts');
const { status } = spawnSync(process.execPath, ['--test-reporter=spec', '--test', bundle], {
  stdio: 'inherit',
  env: { ...process.env, IOPATH_FUZZ_CASES: cases, IOPATH_FUZZ_SEED: seed },
});
process.exitCode = status ?? 1;

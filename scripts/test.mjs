// Runs the tests: `node scripts/test.mjs [suite…] [--only TEXT]`; without suites, the checks and all of them. `--only`
// takes the test files whose path holds TEXT. Last line: `N passed, N failed, N skipped`.
import './lib/root.mjs';
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runChecks } from './lib/checks.mjs';
import { main, Remedied } from './lib/say.mjs';
import { suites } from './lib/suites.mjs';
import { Tally } from './lib/tally.mjs';
import { buildTests, testFiles } from './lib/testBuild.mjs';
import { runFiles } from './lib/testRun.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } });
const known = ['checks', ...suites.map(suite => suite.name)];

await main(async () => {
  const stranger = positionals.find(name => !known.includes(name));
  if (stranger)
    throw new Remedied({
      what: `There is no suite '${stranger}'.`,
      why: 'a suite is a folder of tests, or the checks',
      remedy: `npm test -- ${known.join(' | ')}`,
    });
  const wanted = name => positionals.length === 0 || positionals.includes(name);
  const tally = new Tally();
  // Pictures of an earlier run would pass for this one's.
  if (wanted('journey') && !values.only) rmSync('out/screenshots', { recursive: true, force: true });
  if (wanted('checks') && !values.only) await runChecks(tally);
  for (const { name, folder, concurrency } of suites.filter(suite => wanted(suite.name))) {
    const files = testFiles(folder).filter(file => !values.only || file.includes(values.only));
    if (files.length > 0) await runFiles({ suite: name, files: await buildTests(files), concurrency, tally });
    else if (!values.only)
      tally.failed(name, `no *.test.ts in ${folder}: a suite without tests proves nothing`);
  }
  tally.conclude();
});

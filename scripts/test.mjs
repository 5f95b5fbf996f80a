// Runs the tests: `node scripts/test.mjs [suite…] [--only TEXT]… [--watch]`; without suites, the checks and all of them.
// `--only` takes the test files whose path holds TEXT; `--watch` reruns what a change touches. Last line:
// `N passed, N failed, N skipped`.
import './lib/root.mjs';
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runChecks } from './lib/checks.mjs';
import { main, Remedied } from './lib/say.mjs';
import { filesOf, suites, watchedSuites, whyNotHere } from './lib/suites.mjs';
import { Tally } from './lib/tally.mjs';
import { buildTests } from './lib/testBuild.mjs';
import { runFiles } from './lib/testRun.mjs';
import { watchTests } from './lib/testWatch.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', multiple: true, default: [] }, watch: { type: 'boolean' } },
});
const known = ['checks', ...suites.map(suite => suite.name)];

await main(async () => {
  const stranger = positionals.find(name => !known.includes(name));
  if (stranger)
    throw new Remedied({
      what: `There is no suite '${stranger}'.`,
      why: 'a suite is a folder of tests, or the checks',
      remedy: `npm test -- ${known.join(' | ')}`,
    });
  if (values.watch) {
    const names = positionals.length > 0 ? positionals : watchedSuites;
    return watchTests(suites.filter(({ name }) => names.includes(name)));
  }
  const whole = values.only.length === 0;
  const chosen = file => whole || values.only.some(text => file.includes(text));
  const wanted = name => positionals.length === 0 || positionals.includes(name);
  const tally = new Tally();
  // Pictures of an earlier run would pass for this one's.
  if (wanted('journey') && whole) rmSync('out/screenshots', { recursive: true, force: true });
  if (wanted('checks') && whole) await runChecks(tally);
  for (const suite of suites.filter(({ name }) => wanted(name))) {
    const { name, folder, concurrency } = suite;
    const files = filesOf(suite).filter(chosen);
    const reason = files.length > 0 ? await whyNotHere(suite) : null;
    if (reason) for (const file of files) tally.skipped(`${name}: ${file}`, reason);
    else if (files.length > 0)
      await runFiles({ suite: name, files: await buildTests(files), concurrency, tally });
    else if (whole) tally.failed(name, `no *.test.ts in ${folder}: a suite without tests proves nothing`);
  }
  tally.conclude();
});

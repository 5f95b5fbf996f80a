// Runs the tests: `node scripts/test.mjs [suite…] [--only TEXT]… [--watch]`; without suites, the checks and all of them.
// `--only` takes the test files whose path holds TEXT; `--watch` reruns what a change touches. Last line:
// `N passed, N failed, N skipped`.
import './lib/root.mjs';
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { runChecks } from './lib/checks.mjs';
import { ownCpuSeconds } from './lib/cpuTime.mjs';
import { parseArgs } from './lib/options.mjs';
import { demandReader } from './lib/output.mjs';
import { buildSanitizedFor } from './lib/sanitizers.mjs';
import { main, UserError } from './lib/say.mjs';
import { fastSuites, filesOf, inOrder, suites, watchedSuites, whyNotHere } from './lib/suites.mjs';
import { Tally } from './lib/tally.mjs';
import { buildTests } from './lib/testBuild.mjs';
import { runFiles } from './lib/testRun.mjs';
import { watchTests } from './lib/testWatch.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', multiple: true, default: [] }, watch: { type: 'boolean' } },
});
const known = ['checks', ...suites.map(suite => suite.name)];
const whole = values.only.length === 0;
const isChosen = file => whole || values.only.some(text => file.includes(text));
const isWanted = name => positionals.length === 0 || positionals.includes(name);
const tally = new Tally();
const cores = availableParallelism();

function demandSuites() {
  const unknownName = positionals.find(name => !known.includes(name));
  if (unknownName)
    throw new UserError({
      what: `There is no suite '${unknownName}'.`,
      why: 'a suite is a folder of tests, or the checks',
      remedy: `npm test -- ${known.join(' | ')}`,
    });
}

/** The chosen test files of a suite that can run here; the others are counted with the reason. */
async function runnableFiles(suite) {
  const files = filesOf(suite).filter(isChosen);
  if (files.length === 0) {
    if (whole)
      tally.failed(suite.name, `no *.test.ts in ${suite.folder}: a suite without tests proves nothing`);
    return [];
  }
  const reason = await whyNotHere(suite);
  if (!reason) return files;
  for (const file of files) tally.skipped(`${suite.name}: ${file}`, reason);
  return [];
}

/** Runs files of several suites beside each other, as many at once as there are slots. */
async function runSuites(chosen, slots) {
  const runnable = [];
  for (const suite of chosen)
    for (const file of await runnableFiles(suite)) runnable.push({ suite: suite.name, file });
  const found = inOrder(runnable);
  if (found.length === 0) return;
  const bundles = await buildTests(found.map(({ file }) => file));
  const files = found.map(({ suite }, at) => ({ suite, file: bundles[at] }));
  await runFiles(files, { slots, tally, prepare: buildSanitizedFor(bundles, cores - 1) });
}

await main(async () => {
  demandSuites();
  if (values.watch) {
    const names = positionals.length > 0 ? positionals : watchedSuites;
    return watchTests(suites.filter(({ name }) => names.includes(name)));
  }
  demandReader();
  // Pictures of an earlier run could be mistaken for new ones.
  if (isWanted('journey') && whole) rmSync('out/screenshots', { recursive: true, force: true });
  if (isWanted('checks') && whole) await runChecks(tally);
  const wanted = suites.filter(({ name }) => isWanted(name));
  const fast = wanted.filter(({ name }) => fastSuites.includes(name));
  const began = performance.now();
  await runSuites(fast, cores);
  if (fast.length === fastSuites.length) tally.lasted(fastSuites.join(' and '), performance.now() - began);
  // Many of the other tests mostly wait: for an editor, for a process to end, for the kernel.
  const others = wanted.filter(suite => !fast.includes(suite));
  await runSuites(others, cores + 2);
  // The processor time of this process is that of the run.
  tally.lasted('all', performance.now(), ownCpuSeconds());
  tally.conclude();
});

import { run } from 'node:test';
import { exitCodeOf, onEnding } from './command.mjs';
import { takeCpuSeconds } from './cpuTime.mjs';
import { located } from './located.mjs';
import { endDescendants } from './processes.mjs';
import { say } from './say.mjs';
import { inSlots } from './slots.mjs';
import { timesOf } from './tally.mjs';

/** A hanging file must not stop the whole run; at a load of 20 on two cores one healthy file took over 900 s. */
const fileTimeoutMs = 3_600_000;

/** The signal that ends this run; what is killed by it has not failed. */
let endedBy = null;

/** Ends the test files that run, with all that they started, then this process. */
async function end(name) {
  if (endedBy) return;
  endedBy = name;
  say(`\n${name}: the tests that run are ended, and this run with them.`);
  await endDescendants();
  process.exit(exitCodeOf(name));
}

function describe(error) {
  const cause = error?.cause ?? error;
  return located(String(cause?.stack ?? cause));
}

/** The test file a bundle was made from. */
const sourceOf = bundle => bundle.replace(/^.*dist-test\//, 'test/').replace(/\.js$/, '.ts');

/** Prints one line for each file when it ends, so that a long run shows its progress. */
function fileLine(suite, file, counts, times) {
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  const sum = parts.map(([kind, count]) => `${count} ${kind}`).join(', ') || 'nothing ran';
  const name = sourceOf(file)
    .replace(/^test\//, '')
    .replace(/\.test\.ts$/, '');
  console.log(`${counts.failed > 0 ? '✖' : '✔'} ${suite}: ${name}: ${sum} (${times})`);
}

/** Counts the result of one test; a passed group is not counted beside its tests. */
export function noteEvent(event, kind, { suite, counts, tally }) {
  if (event.details?.type === 'suite' && kind === 'passed') return;
  const name = `${suite}: ${event.name}`;
  if (event.skip !== undefined || event.todo !== undefined) {
    counts[tally.skipped(name, event.skip ?? event.todo) ? 'skipped' : 'failed'] += 1;
  } else {
    counts[kind] += 1;
    if (kind === 'passed') tally.passed();
    else tally.failed(name, describe(event.details?.error));
  }
}

/** Runs one bundled node:test file in a process of its own, and adds what happened to the tally. */
async function runFile({ suite, file, tally }) {
  if (endedBy) return;
  const started = performance.now();
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const into = { suite, counts, tally };
  const stream = run({ files: [file], concurrency: 1, timeout: fileTimeoutMs });
  stream.on('test:pass', event => noteEvent(event, 'passed', into));
  stream.on('test:fail', event => endedBy || noteEvent(event, 'failed', into));
  stream.on('test:stdout', event => process.stdout.write(event.message));
  stream.on('test:stderr', event => process.stderr.write(event.message));
  await new Promise((resolve, reject) => {
    stream.on('end', resolve).on('error', reject);
    stream.resume();
  });
  if (endedBy) return;
  const seconds = (performance.now() - started) / 1000;
  const cpu = takeCpuSeconds(file);
  fileLine(suite, file, counts, timesOf(seconds, cpu));
  if (counts.failed > 0) tally.rerun(`npm test -- ${suite} --only ${sourceOf(file)}`);
  tally.took(suite, seconds, cpu);
}

/**
 * Runs bundled test files, and `prepare` first, as many at once as there are slots. A signal that ends this process ends
 * them too: node:test would leave them behind.
 * @param {{suite: string, file: string}[]} files
 * @param {{slots: number, tally: import('./tally.mjs').Tally, prepare?: (() => Promise<void>)[]}} options
 */
export async function runFiles(files, { slots, tally, prepare = [] }) {
  // Each run of node:test adds listeners for this process's end and its exceptions.
  process.setMaxListeners(0);
  const tasks = files.map(
    ({ suite, file }) =>
      () =>
        runFile({ suite, file, tally }),
  );
  const release = onEnding(end);
  await inSlots([...prepare, ...tasks], slots);
  // A run that is being ended has no result: its caller would count what is missing as passed.
  if (endedBy) await new Promise(() => {});
  release();
}

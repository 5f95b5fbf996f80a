import { run } from 'node:test';

/** A file that hangs must not hold the whole run. */
const fileTimeoutMs = 1_800_000;

function describe(error) {
  const cause = error?.cause ?? error;
  return cause?.stack ?? String(cause);
}

/** The test file a bundle was made from. */
const sourceOf = bundle => bundle.replace(/^.*dist-test\//, 'test/').replace(/\.js$/, '.ts');

/** One line a file, so that a long run shows where it is. */
function fileLine(suite, file, counts, milliseconds) {
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  const sum = parts.map(([kind, count]) => `${count} ${kind}`).join(', ') || 'nothing ran';
  const name = sourceOf(file)
    .replace(/^test\//, '')
    .replace(/\.test\.ts$/, '');
  console.log(
    `${counts.failed > 0 ? '✖' : '✔'} ${suite}: ${name}: ${sum} (${(milliseconds / 1000).toFixed(1)} s)`,
  );
}

/** Runs bundled node:test files, each in a process of its own, and adds what happened to the tally. */
export async function runFiles({ suite, files, concurrency, tally }) {
  const perFile = new Map();
  const started = performance.now();
  const countsOf = file => {
    if (!perFile.has(file)) perFile.set(file, { passed: 0, failed: 0, skipped: 0, busyMs: 0 });
    return perFile.get(file);
  };
  const stream = run({ files, concurrency, timeout: fileTimeoutMs });
  const note = (event, kind) => {
    if (event.details?.type === 'suite' && kind === 'passed') return;
    const name = `${suite}: ${event.name}`;
    const counts = countsOf(event.file ?? event.name);
    // Subtests are part of their test's time.
    if (event.nesting === 0) counts.busyMs += event.details?.duration_ms ?? 0;
    if (event.skip !== undefined || event.todo !== undefined) {
      counts.skipped += 1;
      const reason = event.skip ?? event.todo;
      tally.skipped(name, reason === true || reason === '' ? 'no reason given' : reason);
    } else {
      counts[kind] += 1;
      if (kind === 'passed') tally.passed(name);
      else tally.failed(name, describe(event.details?.error));
    }
  };
  stream.on('test:pass', event => note(event, 'passed'));
  stream.on('test:fail', event => note(event, 'failed'));
  stream.on('test:stdout', event => process.stdout.write(event.message));
  stream.on('test:stderr', event => process.stderr.write(event.message));
  await new Promise((resolve, reject) => {
    stream.on('end', resolve).on('error', reject);
    stream.resume();
  });
  for (const [file, { busyMs, ...counts }] of perFile) {
    fileLine(suite, file, counts, busyMs);
    if (counts.failed > 0) tally.rerun(`npm test -- ${suite} --only ${sourceOf(file)}`);
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(`  ${suite}: ${seconds.toFixed(1)} s`);
  tally.took(suite, seconds);
}

// `npm test -- --watch`: finds the tests that a changed file affects, by the files that esbuild bundled for each.
import { spawnSync } from 'node:child_process';
import { watch } from 'node:fs';
import { join, normalize } from 'node:path';
import { filesOf } from './suites.mjs';
import { inputsOf } from './testBuild.mjs';

const watched = ['src', 'media', 'native', 'test', 'l10n', 'examples', 'scripts'];

/** Files that builds and tests write: not changes of the user. */
const written = /(^|\/)(build|out|dist|node_modules)\//;

/** An editor saves in several steps, and a checkout changes many files: the run begins after this time without changes. */
const quietMs = 150;

/**
 * The test files of `suites` that a change of `files` touches: those that import one of them, and all of a suite that
 * reads or has built one of them.
 * @param {string[]} files paths from the clone's root
 * @param {{name: string, folder: string, takes?: (file: string) => boolean, reads?: RegExp}[]} suites
 * @param {Map<string, Set<string>>} inputs what each test file is bundled from
 */
export function touchedTests(files, suites, inputs) {
  return suites.flatMap(suite =>
    filesOf(suite).filter(test =>
      files.some(file => inputs.get(test)?.has(normalize(file)) || suite.reads?.test(file)),
    ),
  );
}

/** Passes changed files in batches to `onChange`, which ends before the next batch is passed. */
export function watchSources(onChange) {
  const changed = new Set();
  let timer = null;
  let busy = false;
  const flush = async () => {
    if (busy || changed.size === 0) return;
    busy = true;
    const files = [...changed].sort();
    changed.clear();
    await onChange(files);
    busy = false;
    await flush();
  };
  for (const folder of watched)
    watch(folder, { recursive: true }, (_, name) => {
      const file = join(folder, name ?? '');
      if (written.test(file)) return;
      changed.add(file);
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), quietMs);
    });
}

/** Waits for changes for ever and runs the affected tests of `suites` in another process. */
export function watchTests(suites) {
  console.log(`Watching ${watched.join(', ')}. Ctrl-C ends it.`);
  watchSources(async files => {
    const inputs = await inputsOf(suites.flatMap(filesOf));
    const tests = touchedTests(files, suites, inputs);
    console.log(`\n${files.join(', ')} changed: ${tests.length > 0 ? tests.join(', ') : 'no test reads it'}`);
    if (tests.length === 0) return;
    const setUp = spawnSync(process.execPath, ['scripts/setup.mjs'], { stdio: 'inherit' });
    if (setUp.status !== 0) return;
    const names = suites.filter(suite => filesOf(suite).some(file => tests.includes(file)));
    const only = tests.flatMap(test => ['--only', test]);
    const run = ['scripts/test.mjs', ...names.map(({ name }) => name), ...only];
    spawnSync(process.execPath, run, { stdio: 'inherit' });
  });
}

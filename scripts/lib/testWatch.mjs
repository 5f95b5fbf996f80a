// `npm test -- --watch`: which tests a changed file touches, by what esbuild read to bundle each of them.
import { spawnSync } from 'node:child_process';
import { watch } from 'node:fs';
import { join, normalize } from 'node:path';
import { filesOf } from './suites.mjs';
import { inputsOf } from './testBuild.mjs';

const watched = ['src', 'media', 'native', 'test', 'l10n', 'examples', 'scripts'];

/** What the machine writes while it builds and tests: none of it is a change a person made. */
const written = /(^|\/)(build|out|dist|node_modules)\//;

/** An editor saves in several steps, and a checkout changes many files: the run begins once it has been quiet so long. */
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

/** Gives what changed, in batches, to `onChange`; one batch is dealt with before the next is given. */
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

/** Waits for changes for ever and runs, in a process of its own, the tests of `suites` that each touches. */
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

// What `npm test` runs, in this order: name, folder, how many test files at once (figures want a quiet machine), and which
// files its tests read or have built besides those they import, and what must be there or the suite is skipped with why.
import { availableParallelism } from 'node:os';
import { missingBackend } from './backend.mjs';
import { chromium } from './chromium.mjs';
import { Remedied } from './say.mjs';
import { testFiles } from './testBuild.mjs';

const fixtures = /^test\/detectors\/[a-z]+\//;
/** Each compiles and runs what the fixes of one language make: as slow as its compiler. */
const fixTests = /\/(c|csharp|go|java|javascript|kotlin|python|rust)Fixes\.test\.ts$/;
const addon = /^(native\/|src\/(cli|worker|measure|model)\/)/;
const extension = /^(src|media|l10n|native)\//;

/** The addon of the set-up; it says why there is none, where there is none. */
async function backend() {
  const problem = missingBackend();
  if (problem) throw new Remedied(problem);
}

/** An extension that measures, and a browser to drive it. The backend first: a browser may have to be fetched. */
async function measuringEditor() {
  await backend();
  await chromium();
}

export const suites = [
  { name: 'unit', folder: 'test/unit', concurrency: availableParallelism(), reads: /^l10n\// },
  {
    name: 'detectors',
    folder: 'test/detectors',
    takes: file => !fixTests.test(file),
    concurrency: availableParallelism(),
    reads: fixtures,
  },
  {
    name: 'fixes',
    folder: 'test/detectors',
    takes: file => fixTests.test(file),
    concurrency: availableParallelism(),
    reads: fixtures,
  },
  // They start the built command line, npm or a whole build again and again: too slow for what runs after each edit.
  {
    name: 'cli',
    folder: 'test/cli',
    concurrency: availableParallelism(),
    reads: /^src\/(cli|analysis|report)\//,
  },
  {
    name: 'scripts',
    folder: 'test/scripts',
    concurrency: availableParallelism(),
    reads: /^(scripts|docs\/atlas)\//,
  },
  { name: 'validate', folder: 'test/validate', concurrency: 1, reads: /^src\/analysis\// },
  { name: 'native', folder: 'test/native', concurrency: 1, reads: addon, needs: backend },
  { name: 'faults', folder: 'test/faults', concurrency: 1, reads: addon, needs: backend },
  { name: 'vscode', folder: 'test/vscode/host', concurrency: 1, reads: extension, needs: measuringEditor },
  {
    name: 'journey',
    folder: 'test/vscode/journeys',
    concurrency: 1,
    reads: extension,
    needs: measuringEditor,
  },
  { name: 'package', folder: 'test/package/host', concurrency: 1, reads: extension, needs: measuringEditor },
];

/**
 * The test files of a suite, found by glob; two suites of one folder share its files without a rest.
 * @param {{folder: string, takes?: (file: string) => boolean}} suite
 */
export const filesOf = ({ folder, takes = () => true }) => testFiles(folder).filter(takes);

/** Suites that `--watch` reruns unless others are named: those that need seconds. */
export const watchedSuites = ['unit', 'detectors', 'native'];

/**
 * Why a suite can not run here, in one line; null where it can. What is needed is fetched where that is possible.
 * @param {{needs?: () => Promise<unknown>}} suite
 */
export async function whyNotHere({ needs }) {
  try {
    await needs?.();
    return null;
  } catch (error) {
    if (error instanceof Remedied) return error.message.replace(/\s+/g, ' ');
    throw error;
  }
}

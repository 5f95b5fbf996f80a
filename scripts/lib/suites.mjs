// What `npm test` runs: name, folder, and which files its tests read or have built besides those they import, and what
// must be there or the suite is skipped with why.
import { missingBackend } from './backend.mjs';
import { chromium } from './chromium.mjs';
import { needsSanitized } from './sanitizers.mjs';
import { UserError } from './say.mjs';
import { testFiles } from './testBuild.mjs';

const fixtures = /^test\/detectors\/[a-z]+\//;
/** Each compiles and runs what the fixes of one language make: as slow as its compiler. */
const fixTests = /\/(c|csharp|go|java|javascript|kotlin|python|rust)Fixes\.test\.ts$/;
/** Each goes over all fixtures in pieces or with edits, in every language: proofs of the analysis as a whole. */
const sweeps = /\/(keptTrees|quickTest)\.test\.ts$/;
const addon = /^(native\/|src\/(cli|worker|measure|model)\/)/;
const extension = /^(src|media|l10n|native)\//;

/** The addon of the set-up; it says why there is none, where there is none. */
async function backend() {
  const problem = missingBackend();
  if (problem) throw new UserError(problem);
}

/** An extension that measures, and a browser to drive it. The backend first: a browser may have to be fetched. */
async function measuringEditor() {
  await backend();
  await chromium();
}

/**
 * After the two fast ones, the first and the last of the list run beside each other, towards its middle: what drives an
 * editor keeps more than one core busy, and many tests of what measures wait.
 */
export const suites = [
  { name: 'unit', folder: 'test/unit', reads: /^l10n\// },
  {
    name: 'detectors',
    folder: 'test/detectors',
    takes: file => !fixTests.test(file) && !sweeps.test(file),
    reads: fixtures,
  },
  { name: 'journey', folder: 'test/vscode/journeys', reads: extension, needs: measuringEditor },
  { name: 'vscode', folder: 'test/vscode/host', reads: extension, needs: measuringEditor },
  { name: 'package', folder: 'test/package/host', reads: extension, needs: measuringEditor },
  // They start the built command line, npm or a whole build again and again: too slow for what runs after each edit.
  { name: 'cli', folder: 'test/cli', reads: /^src\/(cli|analysis|report)\// },
  { name: 'scripts', folder: 'test/scripts', reads: /^(scripts|docs\/atlas)\// },
  { name: 'fixes', folder: 'test/detectors', takes: file => fixTests.test(file), reads: fixtures },
  { name: 'sweeps', folder: 'test/detectors', takes: file => sweeps.test(file), reads: fixtures },
  { name: 'validate', folder: 'test/validate', reads: /^src\/analysis\// },
  { name: 'faults', folder: 'test/faults', reads: addon, needs: backend },
  { name: 'native', folder: 'test/native', reads: addon, needs: backend },
];

/** Their time together is kept below half a minute: they run after each edit. */
export const fastSuites = ['unit', 'detectors'];

/**
 * The test files of a suite, found by glob; the suites of one folder share its files without a rest.
 * @param {{folder: string, takes?: (file: string) => boolean}} suite
 */
export function filesOf({ folder, takes = () => true }) {
  const files = testFiles(folder).filter(takes);
  // The sanitized build is made meanwhile, and the end of a suite is begun with.
  return [...files.filter(needsSanitized), ...files.filter(file => !needsSanitized(file))];
}

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
    if (error instanceof UserError) return error.message.replace(/\s+/g, ' ');
    throw error;
  }
}

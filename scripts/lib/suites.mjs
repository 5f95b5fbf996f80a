// What `npm test` runs: name, folder, and which files its tests read or have built besides those they import, and what
// must be there or the suite is skipped with why.
import { missingBackend } from './backend.mjs';
import { chromium } from './chromium.mjs';
import { needsSanitized } from './sanitizers.mjs';
import { UserError } from './say.mjs';
import { testFiles } from './testBuild.mjs';

const fixtures = /^test\/detectors\/[a-z]+\//;
/** Tests that compile and run the fixes of one language: as slow as its compiler. */
const fixTests = /\/(c|csharp|go|java|javascript|kotlin|python|rust)Fixes\.test\.ts$/;
/** Tests that run the whole analysis over all fixtures, in parts or with edits. */
const sweeps = /\/(keptTrees|quickTest)\.test\.ts$/;
const addon = /^(native\/|src\/(cli|worker|measure|model)\/)/;
const extension = /^(src|media|l10n|native)\//;

/** The addon of the set-up, or the reason why it is missing. */
async function backend() {
  const problem = missingBackend();
  if (problem) throw new UserError(problem);
}

/** An extension that can measure, and a browser to drive it. The backend first: the browser may have to be fetched. */
async function measuringEditor() {
  await backend();
  await chromium();
}

/**
 * How the paths of files begin, below test/, that take about half a minute or more beside others: they begin first, and
 * small ones fill the last minute.
 */
export const longFiles = [
  ...[
    'vscode/',
    'validate/',
    'detectors/javaFixes',
    'detectors/kotlinFixes',
    'detectors/quickTest',
    'cli/lint',
  ],
  ...['faults/faults', 'faults/fuzz', 'faults/prove', 'faults/sanitize', 'faults/session.', 'faults/table'],
  ...['faults/trace', 'native/aliasing', 'native/cancel', 'native/cli', 'native/large', 'native/matrix'],
  ...['native/sampler', 'native/sanitize', 'native/sentences', 'native/trace.'],
];

/** Whether a test file is one of these. */
export const isLong = file => longFiles.some(name => file.startsWith(`test/${name}`));

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
  // They start the built command line, npm or a whole build many times: too slow to run after each edit.
  { name: 'cli', folder: 'test/cli', reads: /^src\/(cli|analysis|report)\// },
  { name: 'scripts', folder: 'test/scripts', reads: /^(scripts|docs\/atlas)\// },
  { name: 'fixes', folder: 'test/detectors', takes: file => fixTests.test(file), reads: fixtures },
  { name: 'sweeps', folder: 'test/detectors', takes: file => sweeps.test(file), reads: fixtures },
  { name: 'validate', folder: 'test/validate', reads: /^src\/analysis\// },
  { name: 'faults', folder: 'test/faults', reads: addon, needs: backend },
  { name: 'native', folder: 'test/native', reads: addon, needs: backend },
];

/** Together they take less than half a minute: they run after each edit. */
export const fastSuites = ['unit', 'detectors'];

/**
 * The test files of a suite, found by glob; every file of a shared folder belongs to one of its suites.
 * @param {{folder: string, takes?: (file: string) => boolean}} suite
 */
export function filesOf({ folder, takes = () => true }) {
  const files = testFiles(folder).filter(takes);
  // The sanitized build is made meanwhile, and the end of a suite is begun with.
  return [...files.filter(needsSanitized), ...files.filter(file => !needsSanitized(file))];
}

/** Many of their tests wait: for a process to end, a kernel to let go. */
const waitingSuites = ['faults', 'native'];

/**
 * The order of files that run beside each other, from both ends towards the middle: at the one, what drives an editor and
 * keeps more than one core busy; at the other, what waits; in the middle, what is short.
 * @param {{suite: string, file: string}[]} files
 */
export function inOrder(files) {
  const waits = ({ suite }) => waitingSuites.includes(suite);
  const others = files.filter(one => !waits(one));
  const waiting = files.filter(waits);
  return [
    ...others.filter(({ file }) => isLong(file)),
    ...others.filter(({ file }) => !isLong(file)),
    ...waiting.filter(({ file }) => !isLong(file)),
    ...waiting.filter(({ file }) => isLong(file)),
  ];
}

/** Suites that `--watch` reruns unless others are named: those that need seconds. */
export const watchedSuites = ['unit', 'detectors', 'native'];

/**
 * Why a suite cannot run here, in one line; null where it can. Missing tools are fetched where that is possible.
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

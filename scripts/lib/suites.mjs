// What `npm test` runs, in this order: name, folder, how many test files at once (figures want a quiet machine), and which
// files its tests read or have built, besides those they import.
import { availableParallelism } from 'node:os';

const fixtures = /^test\/detectors\/[a-z]+\//;
const addon = /^(native\/|src\/(cli|worker|measure|model)\/)/;
const extension = /^(src|media|l10n|native)\//;

export const suites = [
  { name: 'unit', folder: 'test/unit', concurrency: availableParallelism(), reads: /^l10n\// },
  { name: 'detectors', folder: 'test/detectors', concurrency: availableParallelism(), reads: fixtures },
  { name: 'native', folder: 'test/native', concurrency: 1, reads: addon },
  { name: 'faults', folder: 'test/faults', concurrency: 1, reads: addon },
  { name: 'vscode', folder: 'test/vscode/host', concurrency: 1, reads: extension },
  { name: 'journey', folder: 'test/vscode/journeys', concurrency: 1, reads: extension },
  { name: 'package', folder: 'test/package/host', concurrency: 1, reads: extension },
];

/** Suites that `--watch` reruns unless others are named: those that need seconds. */
export const watchedSuites = ['unit', 'detectors', 'native'];

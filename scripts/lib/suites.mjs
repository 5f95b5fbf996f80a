// What `npm test` runs, in this order: name, folder, and how many test files at once (figures want a quiet machine).
import { availableParallelism } from 'node:os';

export const suites = [
  { name: 'unit', folder: 'test/unit', concurrency: availableParallelism() },
  { name: 'detectors', folder: 'test/detectors', concurrency: availableParallelism() },
  { name: 'native', folder: 'test/native', concurrency: 1 },
  { name: 'faults', folder: 'test/faults', concurrency: 1 },
  { name: 'vscode', folder: 'test/vscode/host', concurrency: 1 },
  { name: 'journey', folder: 'test/vscode/journeys', concurrency: 1 },
  { name: 'package', folder: 'test/package/host', concurrency: 1 },
];

// A thread that lints the files it is sent. It may be ended at any time, in the middle of a file that takes too long.
import { parentPort, workerData } from 'node:worker_threads';
import { largestSource } from '../../analysis/lint';
import { readRegularFile } from '../regularFile';
import { createFileLinter } from './fileLinter';
import type { LintedFile } from './lintedFile';

/** What a thread is started with: `doing[0]` holds the place of the file it is at, for the pool to read. */
export interface ThreadData {
  doing: Int32Array;
}

/** What came of one file. */
export interface FileResult extends LintedFile {
  file: string;
}

const { doing } = workerData as ThreadData;
const lint = createFileLinter();

parentPort?.on('message', async (files: string[]) => {
  const results: FileResult[] = [];
  for (const [place, file] of files.entries()) {
    Atomics.store(doing, 0, place);
    const result = await lint(file, () => readRegularFile(file, largestSource));
    const { findings, suppressed, notes, skipped } = result;
    if (findings.length + suppressed.length + notes.length > 0 || skipped !== null)
      results.push({ file, ...result });
  }
  parentPort?.postMessage(results);
});

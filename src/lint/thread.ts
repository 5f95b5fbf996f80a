// A thread that analyses files of the disk and texts of the editor, so that no keystroke waits for a parser. It may be
// ended at any time, in the middle of a file.
import { parentPort, workerData } from 'node:worker_threads';
import { largestSource, lintText, whyLeftOut } from '../analysis/lint';
import type { ParseHandle } from '../analysis/syntax/parseHandle';
import type { Finding, Language } from '../model/finding';
import type { Message } from '../model/message';
import { DiskCache } from './diskCache';
import { bundledAnalyzer, lintOrExclude } from './fileLinter';
import type { LintedFile } from './lintedFile';
import { readRegularFile } from './regularFile';

/** A thread's start data. */
export interface ThreadData {
  /** `doing[0]` is the index of the file that the thread is working on, for its owner to read. */
  doing: Int32Array;
  /** Where findings in files are kept for later runs; null: nowhere. */
  cacheFolder: string | null;
}

/** A text of an open document; its tree is kept until the document closes. */
export interface TextRequest {
  kind: 'text';
  path: string;
  text: string;
  language: Language;
}

export type ToThread = TextRequest | { kind: 'files'; files: string[] } | { kind: 'close'; path: string };

/** The result of one file. */
export interface FileResult extends LintedFile {
  file: string;
}

/** The result of a text, or why its analysis threw. */
export type TextReply = { findings: Finding[]; skipped: Message | null } | { broke: string };

const { doing, cacheFolder } = workerData as ThreadData;
const analyzer = bundledAnalyzer(cacheFolder === null ? null : new DiskCache(cacheFolder));
const handles = new Map<string, ParseHandle>();

/** Results of files that have any. */
async function lintFiles(files: string[]): Promise<FileResult[]> {
  const results: FileResult[] = [];
  for (const [place, file] of files.entries()) {
    Atomics.store(doing, 0, place);
    const result = await lintOrExclude(analyzer, file, () => readRegularFile(file, largestSource));
    const { findings, suppressed, notes, skipped } = result;
    if (findings.length + suppressed.length + notes.length > 0 || skipped !== null)
      results.push({ file, ...result });
  }
  return results;
}

async function analyseText({ path, text, language }: TextRequest): Promise<TextReply> {
  Atomics.store(doing, 0, 0);
  try {
    const why = whyLeftOut(text);
    if (why !== null) return { findings: [], skipped: why };
    const handle = handles.get(path) ?? analyzer.handle();
    handles.set(path, handle);
    const { findings, skipped } = await lintText(analyzer, { file: path, text, language, previous: handle });
    return { findings, skipped };
  } catch (error) {
    // A tree that was edited only in part can't be used for the next parse.
    close(path);
    return { broke: error instanceof Error ? error.message : String(error) };
  }
}

function close(path: string): void {
  handles.get(path)?.dispose();
  handles.delete(path);
}

async function take(message: ToThread): Promise<void> {
  if (message.kind === 'close') close(message.path);
  else if (message.kind === 'files') parentPort?.postMessage(await lintFiles(message.files));
  else parentPort?.postMessage(await analyseText(message));
}

/** Messages are taken one after another: a handle's tree must not change under a parse. */
let last: Promise<void> = Promise.resolve();
parentPort?.on('message', (message: ToThread) => {
  last = last.then(() => take(message));
});

// A thread that analyses texts of the editor, so that no keystroke waits for a parser. It may be ended at any time.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { createAnalyzer, type ParseHandle } from '../../analysis/analyzer';
import { sourceOf } from '../../analysis/lint';
import type { Finding, Language } from '../../model/finding';

/** To the thread: analyse a text, or forget one that was closed. */
export type ToThread =
  | { kind: 'analyse'; id: number; path: string; text: string; language: Language }
  | { kind: 'close'; path: string };

/** From the thread: one answer to each `analyse`. */
export interface FromThread {
  id: number;
  findings: Finding[];
}

const handles = new Map<string, ParseHandle>();
const analyzer = createAnalyzer({ loadWasm: name => readFile(join(__dirname, 'grammars', `${name}.wasm`)) });

async function findingsOf({
  path,
  text,
  language,
}: Extract<ToThread, { kind: 'analyse' }>): Promise<Finding[]> {
  if ('skipped' in sourceOf(Buffer.from(text))) return [];
  const handle = handles.get(path) ?? analyzer.handle();
  handles.set(path, handle);
  return analyzer.analyze(path, text, language, handle);
}

/** Texts are taken one after another: a handle's tree must not change under a parse. */
let last: Promise<unknown> = Promise.resolve();

parentPort?.on('message', (message: ToThread) => {
  last = last.then(async () => {
    if (message.kind === 'close') {
      handles.get(message.path)?.dispose();
      handles.delete(message.path);
      return;
    }
    const findings = await findingsOf(message).catch(() => []);
    parentPort?.postMessage({ id: message.id, findings } satisfies FromThread);
  });
});

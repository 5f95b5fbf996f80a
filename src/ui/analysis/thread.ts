// A thread that analyses texts of the editor, so that no keystroke waits for a parser. It may be ended at any time.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { createAnalyzer, type ParseHandle } from '../../analysis/analyzer';
import { lintText, whyLeftOut } from '../../analysis/lint';
import type { Finding, Language } from '../../model/finding';

/** To the thread: analyse a text, or forget one that was closed. */
export type ToThread =
  | { kind: 'analyse'; id: number; path: string; text: string; language: Language }
  | { kind: 'close'; path: string };

/** From the thread: a text is taken up, and then what came of it. */
export type FromThread =
  | { kind: 'begun'; id: number }
  | { kind: 'done'; id: number; findings: Finding[]; skipped: string | null }
  | { kind: 'broken'; id: number; why: string };

const handles = new Map<string, ParseHandle>();
const analyzer = createAnalyzer({ loadWasm: name => readFile(join(__dirname, 'grammars', `${name}.wasm`)) });

type Asked = Extract<ToThread, { kind: 'analyse' }>;

async function answer({ id, path, text, language }: Asked): Promise<FromThread> {
  try {
    const why = whyLeftOut(text);
    if (why !== null) return { kind: 'done', id, findings: [], skipped: why };
    const handle = handles.get(path) ?? analyzer.handle();
    handles.set(path, handle);
    const { findings, skipped } = await lintText(analyzer, { file: path, text, language, previous: handle });
    return { kind: 'done', id, findings, skipped };
  } catch (error) {
    // A tree that was half edited is no ground for the next look.
    handles.get(path)?.dispose();
    handles.delete(path);
    return { kind: 'broken', id, why: error instanceof Error ? error.message : String(error) };
  }
}

const tell = (message: FromThread) => parentPort?.postMessage(message);

/** Texts are taken one after another: a handle's tree must not change under a parse. */
let last: Promise<unknown> = Promise.resolve();

parentPort?.on('message', (message: ToThread) => {
  last = last.then(async () => {
    if (message.kind === 'close') {
      handles.get(message.path)?.dispose();
      handles.delete(message.path);
      return;
    }
    tell({ kind: 'begun', id: message.id });
    tell(await answer(message));
  });
});

import { isUtf8 } from 'node:buffer';
import { resolve } from 'node:path';
import { isConfiguration } from '../../analysis/configuration/configurationFindings';
import { fixText } from '../../analysis/fixes/fixText';
import { largestSource, sourceOf } from '../../analysis/lint';
import { bundledAnalyzer, linted } from '../../lint/fileLinter';
import { message } from '../../messages/message';
import { Problem } from '../../model/problem';
import { type FixFilesOptions, findingsOf } from './fixFiles';
import { add, emptyOutcome, type Outcome } from './outcome';

/** Reads all of stdin, up to the size of the largest source file. Throws a Problem if it is not source text. */
export async function readStdin(name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > largestSource) break;
  }
  const bytes = Buffer.concat(chunks);
  const source = sourceOf(bytes);
  const why = 'skipped' in source ? source.skipped : isUtf8(bytes) ? null : message('unread.not-utf-8');
  if (why === null) return bytes;
  throw new Problem('input', {
    what: message('lint.stdin', { name }),
    why: message('unread.sentence', { why }),
    remedy: message('lint.stdin.remedy'),
  });
}

/** Lints bytes as if they were a file's. */
export async function lintBytes(name: string, bytes: Buffer): Promise<Outcome> {
  const analyzer = bundledAnalyzer();
  const file = resolve(name);
  if (!analyzer.languageOf(file) && !isConfiguration(file)) throw noLanguage(name);
  const outcome = { ...emptyOutcome(), files: 1 };
  add(outcome, file, await linted(analyzer, file, bytes));
  analyzer.dispose();
  return outcome;
}

/** The text after its fixes. */
export async function fixBytes(name: string, bytes: Buffer, options: FixFilesOptions): Promise<string> {
  const analyzer = bundledAnalyzer();
  const find = findingsOf(analyzer, resolve(name), options.reports);
  const { text } = await fixText(bytes.toString(), { applies: options.applies, find });
  analyzer.dispose();
  return text;
}

const noLanguage = (name: string) =>
  new Problem('input', {
    what: message('lint.ending', { name }),
    why: message('lint.ending.why'),
    remedy: message('lint.ending.remedy'),
  });

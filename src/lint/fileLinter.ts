import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Analyzer, createAnalyzer, type FindingsCache } from '../analysis/analyzer';
import { lintFile, sourceOf } from '../analysis/lint';
import { message } from '../messages/message';
import { excluded, fingerprinted, type LintedFile } from './lintedFile';
import { Unreadable } from './regularFile';

/** An analyzer with the grammars from the bundle's folder. */
export function bundledAnalyzer(cache: FindingsCache | null = null): Analyzer {
  return createAnalyzer({ loadWasm: name => readFile(join(__dirname, 'grammars', `${name}.wasm`)), cache });
}

/** Lints one file; a file that can't be read, or breaks the analysis, is skipped with the reason. */
export async function lintOrExclude(
  analyzer: Analyzer,
  file: string,
  read: () => Uint8Array,
): Promise<LintedFile> {
  try {
    return await linted(analyzer, file, read());
  } catch (error) {
    const broken = () => message('unread.broken', { error: (error as Error).message });
    return excluded(error instanceof Unreadable ? error.why : broken());
  }
}

/** Lints bytes as if they were a file's. */
export async function linted(analyzer: Analyzer, file: string, bytes: Uint8Array): Promise<LintedFile> {
  const result = await lintFile(analyzer, file, bytes);
  if (result.findings.length === 0) return { ...result, findings: [] };
  const source = sourceOf(bytes);
  const text = 'text' in source ? source.text : '';
  return { ...result, findings: fingerprinted(file, text, result.findings) };
}

import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fixText, sourceOf } from '../../analysis/lint';
import type { Finding } from '../../model/finding';
import { bundledAnalyzer } from './fileLinter';

/** What --fix did. */
export interface FixResult {
  fixed: Finding[];
  /** Files that could not be rewritten, and why. */
  failed: { file: string; why: string }[];
}

/** Writes the safe fixes of the named files. Each file is replaced whole or not at all. */
export async function fixFiles(files: readonly string[]): Promise<FixResult> {
  const analyzer = bundledAnalyzer();
  const result: FixResult = { fixed: [], failed: [] };
  for (const file of files) {
    try {
      const source = sourceOf(await readFile(file));
      if ('skipped' in source) continue;
      const { text, fixed } = await fixText(analyzer, file, source.text);
      if (fixed.length > 0) replace(file, text);
      result.fixed.push(...fixed);
    } catch (error) {
      result.failed.push({ file, why: (error as Error).message });
    }
  }
  analyzer.dispose();
  return result;
}

function replace(file: string, text: string): void {
  const beside = `${file}.iopath-${process.pid}`;
  try {
    writeFileSync(beside, text, { mode: statSync(file).mode, flag: 'wx' });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

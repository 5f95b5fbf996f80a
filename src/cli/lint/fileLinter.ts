import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Analysis, type Analyzer, createAnalyzer } from '../../analysis/analyzer';
import { lintFile } from '../../analysis/lint';
import { Unreadable } from '../regularFile';

/** An analyzer with the grammars that lie beside the bundle. */
export function bundledAnalyzer(): Analyzer {
  return createAnalyzer({ loadWasm: name => readFile(join(__dirname, 'grammars', `${name}.wasm`)) });
}

/** Lints one file; one that can't be read, or breaks the analysis, is left out with the reason. */
export function createFileLinter(): (file: string, read: () => Uint8Array) => Promise<Analysis> {
  const analyzer = bundledAnalyzer();
  return async (file, read) => {
    try {
      return await lintFile(analyzer, file, read());
    } catch (error) {
      const { message } = error as Error;
      return {
        findings: [],
        skipped: error instanceof Unreadable ? message : `the analysis broke: ${message}`,
      };
    }
  };
}

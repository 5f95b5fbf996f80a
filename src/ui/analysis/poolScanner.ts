import { Uri } from 'vscode';
import type { Language } from '../../model/finding';
import type { Scanner, ScanOptions } from './textAnalysis';

/** Scans files of the disk on as many threads as there are cores, with the command line's own pool. */
export class PoolScanner implements Scanner {
  async languageOf(path: string): Promise<Language | null> {
    const { languageByPath } = await import('../../analysis/languages');
    return languageByPath(path);
  }

  async scan(uris: Uri[], { signal, onFiles }: ScanOptions): Promise<void> {
    const { lintOnThreads } = await import('../../cli/lint/pool');
    await lintOnThreads(
      uris.map(uri => uri.fsPath),
      {
        signal,
        onResults: results =>
          onFiles(results.map(({ file, findings, skipped }) => ({ uri: Uri.file(file), findings, skipped }))),
      },
    );
  }
}

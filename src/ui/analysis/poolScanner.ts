import { Uri } from 'vscode';
import type { Language } from '../../model/finding';
import { NearAnalysis } from './nearAnalysis';
import type { Scanner, ScanOptions } from './textAnalysis';

/**
 * Scans files of the disk on half as many threads as there are cores, with the command line's pool. Threads can't read
 * files of a virtual workspace: those are scanned in this thread.
 */
export class PoolScanner implements Scanner {
  constructor(private readonly extensionUri: Uri) {}

  async languageOf(path: string): Promise<Language | null> {
    const { languageByPath } = await import('../../analysis/languages');
    return languageByPath(path);
  }

  async scan(uris: Uri[], options: ScanOptions): Promise<void> {
    const onDisk = uris.filter(({ scheme }) => scheme === 'file');
    const elsewhere = uris.filter(({ scheme }) => scheme !== 'file');
    if (onDisk.length > 0) await scanDisk(onDisk, options);
    if (elsewhere.length === 0) return;
    const near = new NearAnalysis(this.extensionUri);
    await near.scan(elsewhere, options).finally(() => near.dispose());
  }
}

async function scanDisk(uris: Uri[], { signal, onFiles }: ScanOptions): Promise<void> {
  const { lintOnThreads } = await import('../../lint/filePool');
  const { scanThreads, threadLimits } = await import('./threadAnalysis');
  await lintOnThreads(
    uris.map(uri => uri.fsPath),
    {
      signal,
      threads: scanThreads(),
      resourceLimits: threadLimits(),
      onResults: results =>
        onFiles(results.map(({ file, findings, skipped }) => ({ uri: Uri.file(file), findings, skipped }))),
    },
  );
}

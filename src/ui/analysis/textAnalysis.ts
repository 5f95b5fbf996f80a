import type { Disposable, Uri } from 'vscode';
import type { Finding, Language } from '../../model/finding';

import type { Message } from '../../model/message';
import { lazy } from '../lazy';

/** Finds copy loops in texts as they are in the editor, each from its last look on. */
export interface TextAnalysis extends Disposable {
  /**
   * Findings of every verdict; none where the text is too large, minified or takes too long. Null where the analysis
   * broke or was ended: nothing is known of this text, and to ask again is worth it.
   */
  analyse(path: string, text: string, language: Language): Promise<Finding[] | null>;
  /** The file is no longer open: what was kept of it may go. */
  close(path: string): void;
}

/** What one file of a scan gave; `skipped` says why it was left out. */
export interface ScannedFile {
  uri: Uri;
  findings: Finding[];
  skipped: Message | null;
}

export interface ScanOptions {
  signal: AbortSignal;
  onFiles(files: ScannedFile[]): void;
}

/** Finds copy loops in files that are not open. Files without findings are not passed on. */
export interface Scanner {
  languageOf(path: string): Promise<Language | null>;
  scan(uris: Uri[], options: ScanOptions): Promise<void>;
}

/** An analysis that is not even read before the first text. */
export function lazyAnalysis(load: () => Promise<TextAnalysis>): TextAnalysis {
  const analysis = lazy(load);
  let disposed = false;
  return {
    async analyse(path, text, language) {
      const loaded = await analysis();
      return disposed ? null : loaded.analyse(path, text, language);
    },
    close: path => analysis.now?.close(path),
    dispose() {
      disposed = true;
      analysis.now?.dispose();
    },
  };
}

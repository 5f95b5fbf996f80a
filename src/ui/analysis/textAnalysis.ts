import type { Disposable, Uri } from 'vscode';
import type { Finding, Language } from '../../model/finding';

import type { Message } from '../../model/message';
import { lazy } from '../lazy';

/** Finds copy loops in the editor's texts, each incrementally since its last analysis. */
export interface TextAnalysis extends Disposable {
  /**
   * Findings of every verdict; none if the text is too large, minified or takes too long. Null if the analysis failed or
   * was ended: the result is unknown, and another try may succeed.
   */
  analyse(path: string, text: string, language: Language): Promise<Finding[] | null>;
  /** The file was closed: releases its tree. */
  close(path: string): void;
}

/** The result of one scanned file; `skipped` is the reason if it was skipped. */
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

/** An analysis that loads with the first text. */
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

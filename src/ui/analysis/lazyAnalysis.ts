import { lazy } from '../lazy';
import type { TextAnalysis } from './textAnalysis';

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

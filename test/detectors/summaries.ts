import { Language as Grammar, Parser } from 'web-tree-sitter';
import { languageByPath, specOf } from '../../src/analysis/languages';
import { copyLoopsIn } from '../../src/analysis/loops/copyLoop';
import { summaryOf } from '../../src/analysis/loops/summarize';
import type { LoopSummary } from '../../src/analysis/loops/summary';
import { prefilterOf } from '../../src/analysis/prefilter/textPrefilter';
import { Scope } from '../../src/analysis/source/scope';
import { SourceFile } from '../../src/analysis/source/sourceFile';
import { loadWasm } from './wasm';

/** The summary of the first copy loop of a text; null where it could not be made. */
export async function summaryIn(path: string, text: string): Promise<LoopSummary | null> {
  const spec = specOf(languageByPath(path)!)!;
  await Parser.init({ wasmBinary: await loadWasm('web-tree-sitter') });
  const parser = new Parser();
  parser.setLanguage(await Grammar.load(await loadWasm(spec.grammar(path))));
  const tree = parser.parse(text)!;
  const file = new SourceFile(path, prefilterOf(path, text, spec)!, spec, tree.rootNode);
  const loop = file.prefilter.loops[0]!;
  const { inner, outer } = file.functionsAround(loop);
  const copy = copyLoopsIn(new Scope(file, inner, outer))[0];
  return copy ? summaryOf(copy) : null;
}

/** A summary as short strings that a test can compare. */
export function told(summary: LoopSummary | null): string[] {
  if (!summary) return ['no summary'];
  const { steps, exits, retries, ignores } = summary;
  return [
    ...steps.flatMap(({ kind, why }) => (why === null ? [] : [`${kind}: ${why}`])),
    ...exits.map(({ cause, word, errors }) => [`${cause} by ${word}`, ...errors].join(' ')),
    ...retries.map(({ of, errors }) => `tries the ${of} again for ${errors.join(', ')}`),
    ...ignores.map(ignored => `ignores a ${ignored}`),
  ];
}

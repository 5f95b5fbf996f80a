import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyEdits } from '../../src/analysis/fixes/edits';
import { fixtures } from './markers';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

for (const { path, language, text } of fixtures()) {
  const id = analyzer.languageOf(path);
  const skip = id ? false : `no language in the index has the ending of ${path}`;
  test(
    `${language}: after each fix in ${basename(path)} its finding is gone and no other came`,
    {
      skip,
    },
    async () => {
      const findings = await analyzer.analyze(path, text, id!);
      for (const { fix, startLine } of findings) {
        if (!fix) continue;
        const fixed = applyEdits(text, fix.edits);
        const left = await analyzer.analyze(path, fixed, id!);
        assert.equal(left.length, findings.length - 1, `${path}:${startLine} ${fix.title}\n${fixed}`);
      }
    },
  );
}

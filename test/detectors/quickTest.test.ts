import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { fixtures } from './markers';
import { loadWasm } from './wasm';

const quick = createAnalyzer({ loadWasm });
const thorough = createAnalyzer({ loadWasm, parseAll: true });
after(() => [quick, thorough].forEach(analyzer => void analyzer.dispose()));

/** Pieces of a text, short enough that many lack a reading or a writing word. */
function pieces(text: string, lines = 25): string[] {
  const all = text.split('\n');
  return Array.from({ length: Math.ceil(all.length / lines) }, (_, at) =>
    all.slice(at * lines, (at + 1) * lines).join('\n'),
  );
}

for (const language of new Set(fixtures().map(fixture => fixture.language)))
  test(`${language}: the cheap look at a text passes over nothing that is found`, async () => {
    let compared = 0;
    for (const fixture of fixtures().filter(one => one.language === language)) {
      const id = quick.languageOf(fixture.path);
      if (!id) continue;
      for (const text of [fixture.text, ...pieces(fixture.text)]) {
        const found = await quick.analyze(fixture.path, text, id);
        assert.deepEqual(await thorough.analyze(fixture.path, text, id), found, `${fixture.path}\n${text}`);
        compared += 1;
      }
    }
    assert.ok(compared > 0);
  });

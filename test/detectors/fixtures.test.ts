import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { differences, fixtures } from './markers';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const all = fixtures();

test('there are fixtures', () => assert.ok(all.length > 0));

for (const { path, language, text } of all) {
  const skip = analyzer.languageOf(path) ? false : `no language in the index has the ending of ${path}`;
  test(
    `${language}: ${basename(path)} has the findings it is marked with, and no others`,
    {
      skip,
    },
    async () => {
      const id = analyzer.languageOf(path);
      assert.ok(id, `the ending of ${path} belongs to a language`);
      assert.deepEqual(differences(text, await analyzer.analyze(path, text, id)), []);
    },
  );
}

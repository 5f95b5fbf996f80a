// Programs that `lint --fix` must not change, each with the reason.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { fixText } from '../../src/analysis/fixes/fixText';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const folder = 'test/validate/attacks';
const programs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
  name.includes('.'),
);

test('there are at least 250 of them', () => assert.ok(programs.length >= 250, String(programs.length)));

for (const name of programs.sort())
  test(`${name} stays as it is`, async () => {
    const text = readFileSync(`${folder}/${name}`, 'utf8');
    const language = analyzer.languageOf(name)!;
    const fixed = await fixText(text, {
      applies: ['safe'],
      find: async now => (await analyzer.examine(name, now, language)).findings,
    });
    assert.equal(fixed.text, text);
  });

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const folder = 'media/panel';
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => join(folder, name))
  .map(name => readFileSync(name, 'utf8'));

const call = /(?<![\w.])t\(\s*/g;
const literal = /(?<![\w.])t\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")/g;
const matches = sources.flatMap(text => [...text.matchAll(literal)]);
const used = [
  ...new Set(matches.map(([, single, double]) => (single ?? double!).replace(/\\(['"])/g, '$1'))),
];
const placeholders = (text: string) => [...new Set(text.match(/\{\d\}/g))].sort();

test('every text of the panel is a literal, so that the search finds it', () => {
  assert.ok(used.length > 150, `${used.length} texts`);
  assert.equal(matches.length, sources.flatMap(text => [...text.matchAll(call)]).length);
});

for (const language of ['zh-cn', 'ru']) {
  const bundle: Record<string, string> = JSON.parse(readFileSync(`l10n/panel.${language}.json`, 'utf8'));

  test(`${language}: no text of the panel is missing, none is left over`, () => {
    assert.deepEqual(Object.keys(bundle).sort(), used.toSorted());
  });

  test(`${language}: a translation has its text's placeholders and is one`, () => {
    for (const [text, translation] of Object.entries(bundle)) {
      assert.deepEqual(placeholders(translation), placeholders(text), text);
      assert.notEqual(translation.trim(), '', text);
    }
  });
}

test('no template puts words on the page untranslated', () => {
  // Words between tags of a template: anything with two letters in a row that is not inside ${…}.
  const templates = sources.flatMap(text => [...text.matchAll(/>([^<>`$={}]*\p{L}{2}[^<>`$={}]*)</gu)]);
  const words = templates.map(([, word]) => word!.trim()).filter(word => !/[;()?:#]|=>/.test(word));
  assert.deepEqual([...new Set(words)], ['ns/KiB']);
});

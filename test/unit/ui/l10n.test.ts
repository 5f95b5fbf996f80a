import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const translated = ['zh-cn', 'ru'];

/** First arguments of `l10n.t(` and of the `t(` that is handed to parts without an editor. */
function keysOf(text: string): string[] {
  const calls = text.matchAll(/(?<![\w.])(?:l10n\.)?t\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")/g);
  return [...calls].map(([, single, double]) => (single ?? double ?? '').replace(/\\(['"])/g, '$1'));
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => join(folder, name));
}

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();
const texts = ['src/ui', 'src/loops'].flatMap(sources).map(name => readFileSync(name, 'utf8'));
const used = [...new Set(texts.flatMap(keysOf))].sort();

test('the search for keys finds all calls', () => {
  const calls = texts.flatMap(text => [...text.matchAll(/(?<![\w.])(?:l10n\.)?t\(\s*\S/g)]);
  const literal = texts.flatMap(text => [...text.matchAll(/(?<![\w.])(?:l10n\.)?t\(\s*['"]/g)]);
  assert.ok(used.length > 60, `${used.length} keys`);
  assert.equal(calls.length, literal.length, 'a text that is put together can not be translated');
});

for (const language of translated) {
  const bundle: Record<string, string> = JSON.parse(
    readFileSync(`l10n/bundle.l10n.${language}.json`, 'utf8'),
  );

  test(`${language}: no key is missing, none is unused`, () => {
    assert.deepEqual(Object.keys(bundle).sort(), used);
  });

  test(`${language}: a translation has the placeholders of its key`, () => {
    for (const [key, text] of Object.entries(bundle))
      assert.deepEqual([...new Set(placeholders(text))], [...new Set(placeholders(key))], key);
  });
}

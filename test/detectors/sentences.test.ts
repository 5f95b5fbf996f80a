// What the editor says of a loop, in each language: no English sentence may be left.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import type { Finding } from '../../src/model/finding';
import { sayIn } from '../../src/report/sentences';
import { fixtures } from './markers';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

/** Findings that are shown by default. */
async function shown(): Promise<Finding[]> {
  const all: Finding[] = [];
  for (const { path, text } of fixtures()) {
    const language = analyzer.languageOf(path);
    if (language) all.push(...(await analyzer.analyze(path, text, language)));
  }
  return all.filter(({ verdict }) => verdict === 'replaceable');
}

const english =
  /\b(the|is|are|would|takes?|inside|without|between|where|from|but|copies|keeps?|replaces?)\b [A-Za-z]/;

const sentencesOf = ({ message, fix }: Finding) => [message, ...(fix ? [fix.title, ...fix.caveats] : [])];

test('findings and fixes are said in Chinese and Russian', async () => {
  const texts = [...new Set((await shown()).flatMap(sentencesOf))];
  assert.ok(texts.filter(text => english.test(text)).length > 40, `${texts.length} sentences`);
  for (const language of ['ru', 'zh-cn']) {
    const say = sayIn(JSON.parse(readFileSync(`l10n/sentences.${language}.json`, 'utf8')), language);
    // Code of the person's own, in marks, stays as it is.
    const left = texts.filter(text => english.test(say(text).replace(/`[^`]*`/g, '')));
    assert.deepEqual(left, [], language);
  }
});

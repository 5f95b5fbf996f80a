// What translators forget: signs of another script, and units in two alphabets on one screen.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { catalogueOf } from '../../../src/messages/texts';

function textsOf(language: 'ru' | 'zh-cn'): string[] {
  const files = [
    `l10n/panel.${language}.json`,
    `l10n/atlas.${language}.json`,
    `l10n/bundle.l10n.${language}.json`,
  ];
  const labels = [...files, `package.nls.${language}.json`].map(file =>
    JSON.parse(readFileSync(file, 'utf8')),
  );
  const texts = [catalogueOf(language), ...labels].flatMap(bundle => Object.values<string>(bundle));
  assert.ok(texts.length > 1200, `${texts.length} texts`);
  return texts;
}

/** Code, addresses of commands, and the forms of plurals and choices keep their own signs. */
const prose = (text: string) =>
  text.replace(/`[^`]*`|\(command:[^)]*\)|\{[^{}]*, (?:choice|plural),[^{}]*\}|主机:端口/g, '');

test('zh-cn: a sentence has the signs of its script', () => {
  const found = textsOf('zh-cn').filter(text =>
    /[\p{Script=Han}）”][,;?!]|[\p{Script=Han}）”]:(?=\S|$)|[,;:](?=\p{Script=Han})/u.test(prose(text)),
  );
  assert.deepEqual(found, []);
});

test('ru, zh-cn: units are those of the figures beside them', () => {
  const russian = /(?<!\p{L})(?:нс|мкс|мс|КиБ|МиБ|ГиБ|ЦП)(?!\p{L})/u;
  assert.deepEqual(
    textsOf('ru').filter(text => russian.test(text)),
    [],
  );
  assert.deepEqual(
    textsOf('zh-cn').filter(text => /[，,]\s?毫秒/.test(text)),
    [],
  );
});

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { formsOf, slotsOf } from '../../../src/messages/template';
import { catalogueOf, languageOf, languages, textsIn } from '../../../src/messages/texts';
import { english } from '../../english';

const en: Readonly<Record<string, string>> = catalogueOf('en');
const kinds =
  'text number count bytes rate time ratio percent list commas sentences semicolons clauses capital plural choice';

/** A value's name and kind; the forms of a plural are the language's own, those of a choice are not. */
const shape = (template: string) =>
  slotsOf(template)
    .map(({ name, kind, detail }) =>
      [name, kind, kind === 'choice' ? [...formsOf(detail).keys()] : []].join(' '),
    )
    .sort();
/** Ids in the files of a language's folder, each as often as it stands there. */
const writtenIds = (language: string) => {
  const folder = join('src/messages', language);
  return readdirSync(folder).flatMap(file =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/^ {2}(?:'([^']+)'|(\w+)):/gm)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    ),
  );
};
const distinct = (parts: string[]) => [...new Set(parts)];

/** Names, units and signs are the same in every language. */
const names =
  /\{[^}]*\}|ns\/KiB|I\/O Path Profiler|Linux Journal|User-Mode Perspective|Zero Copy I|D\. Stancevic|open\(2\)|O_DIRECT|CPU/g;
const isWordless = (template: string) => !/\p{L}/u.test(template.replace(names, ''));

const script = { ru: /\p{Script=Cyrillic}/u, 'zh-cn': /\p{Script=Han}/u } as const;

for (const language of languages) {
  const catalogue: Readonly<Record<string, string>> = catalogueOf(language);

  test(`${language}: every id, and none besides`, () => {
    assert.deepEqual(Object.keys(catalogue).sort(), Object.keys(en).sort());
    assert.ok(Object.keys(en).length > 500, `${Object.keys(en).length} ids`);
  });

  test(`${language}: no id stands twice, where one file's text would hide the other's`, () => {
    assert.deepEqual(writtenIds(language).sort(), Object.keys(catalogue).sort());
  });

  test(`${language}: every template takes the values of the English one, as the same kinds`, () => {
    for (const [id, template] of Object.entries(catalogue))
      assert.deepEqual(distinct(shape(template)), distinct(shape(en[id]!)), id);
  });

  test(`${language}: every value is of a kind that is known, and no brace is left over`, () => {
    for (const [id, template] of Object.entries(catalogue)) {
      for (const { kind } of slotsOf(template)) assert.ok(kinds.split(' ').includes(kind), `${id}: ${kind}`);
      assert.doesNotMatch(template.replace(/\{\w+(?:, \w+(?:, [^{}]*)?)?\}/g, ''), /[{}]/, id);
    }
  });

  test(`${language}: a plural has every form of the language`, () => {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [id, template] of Object.entries(catalogue))
      for (const { kind, detail } of slotsOf(template))
        if (kind === 'plural') {
          const forms = formsOf(detail);
          const missing = wanted.filter(form => form !== 'other' && !forms.has(form) && form !== 'many');
          assert.deepEqual([forms.has('other'), missing], [true, []], id);
        }
  });
}

for (const language of ['ru', 'zh-cn'] as const)
  test(`${language}: a translation is one`, () => {
    for (const [id, template] of Object.entries(catalogueOf(language)))
      if (!isWordless(en[id]!) && !id.startsWith('textbook.')) assert.match(template, script[language], id);
  });

test('figures are worded by kind, and counted things by the plural of the language', () => {
  const links = (files: number) => ({ id: 'left-out.links', args: { files } });
  assert.equal(english.say(links(1)), '1 symbolic link was not followed.');
  assert.equal(english.say(links(2)), '2 symbolic links were not followed.');
  const ru = textsIn('ru');
  const forms = [1, 2, 5, 21].map(files => ru.say(links(files)).split(' ').slice(0, 3).join(' '));
  assert.deepEqual(forms, [
    '1 символическая ссылка',
    '2 символические ссылки',
    '5 символических ссылок',
    '21 символическая ссылка',
  ]);
  const cost = { id: 'warning.partial', args: { bytes: 3 * 2 ** 20, part: 0.5 } };
  assert.match(english.say(cost), /\(3 MiB\) .* 50 % of it\.$/);
});

test('lists are joined, and the first of some clauses begins a sentence', () => {
  const varied = { id: 'warning.varied', args: { strategies: ['sendfile', 'splice', 'read-write'] } };
  assert.match(english.say(varied), /^sendfile, splice, and read-write varied/);
  const reasons = [
    { id: 'differs.follows', args: {} },
    { id: 'differs.open-close', args: {} },
  ];
  assert.match(
    english.say({ id: 'differs.switches', args: { reasons } }),
    /^Each append .*; opening and .* own\.$/,
  );
});

test('an unknown id, a missing value and a value of another type are shown, never thrown', () => {
  assert.equal(english.say({ id: 'of-tomorrow', args: { n: 3, path: '/d' } }), 'of-tomorrow 3 /d');
  assert.equal(english.say({ id: 'toString', args: {} }), 'toString');
  assert.match(english.say({ id: 'advice.keep', args: {} }), /^Keep \{base\}:/);
  assert.match(english.say({ id: 'value.cost', args: { cost: 'odd' } }), /^odd ns/);
  assert.doesNotMatch(english.say({ id: 'left-out.links', args: { files: 'x' } }), /undefined/);
});

test('a value is never read as a template', () => {
  const path = '{more, plural, one: x | other: y} {path} $& $1';
  assert.equal(english.say({ id: 'input.empty', args: { path } }), `${path} is empty.`);
});

test('a language is found by the tag of an editor or a locale', () => {
  const found = [
    'en-US',
    'C',
    '',
    'ru',
    'ru_RU.UTF-8',
    'zh-cn',
    'zh_CN.UTF-8',
    'zh-hans',
    'zh-tw',
    'rue',
  ].map(languageOf);
  assert.deepEqual(found, ['en', 'en', 'en', 'ru', 'ru', 'zh-cn', 'zh-cn', 'zh-cn', 'en', 'en']);
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { templatesIn } from './literals';

const languages = { ru: /\p{Script=Cyrillic}/u, 'zh-cn': /\p{Script=Han}/u };
const bundleOf = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(`l10n/sentences.${language}.json`, 'utf8'));

/** Sources whose texts a person can read in the panel or the editor, but for what only the command line says. */
const sources: [folder: string, leaveOut: RegExp][] = [
  ['native', /build|trace\/|prove\/tap|convert_|binding|kallsyms|sampler_symbols|hash|run\.cc/],
];

/** Pieces that stand in no bundle by themselves, and the templates they become. */
const glued: Record<string, string[]> = {
  'a pipe of': ['a pipe of {0}'],
  '{0} was tried here and failed ({1}){2}.': [
    '{0} was tried here and failed ({1}).',
    '{0} was tried here and failed ({1}): {2}.',
  ],
};

/** Names and figures: the same in every language. */
const names =
  /^( on \{0\}|Node\.js v|iopath \{0\}|\{0\} ns\/KiB|\{0\}\/\(growing log\)|\(?(setsockopt|perf_event_open).*|.*\(user space\))$/;

/** A template with its values told by one mark, and no value where another text is put before or behind it. */
function bare(template: string): string {
  const text = template
    .replace(/(\{\d\})\{\d\}/g, '$1')
    .replace(/(?<=[.)])\{\d\}/g, '')
    .replace(/(?<=; )\{\d\}(?=\p{L})/gu, '')
    .replace(/^\{\d\} (?=\p{Lu})/u, '')
    .replace(/(?<=\.) \{\d\}$/, '')
    .replace(/\{\d\}/g, '@')
    .trim();
  return (text.charAt(0).toLowerCase() + text.slice(1)).replace(/[.:]$/, '');
}

async function used(): Promise<Map<string, string>> {
  const all = await Promise.all(sources.map(([folder, leaveOut]) => templatesIn(folder, leaveOut)));
  const texts = all.flatMap(found => [...found]).filter(([text]) => !names.test(text));
  return new Map(
    texts.flatMap(([text, file]) => (glued[text] ?? [text]).map(whole => [bare(whole), `${file}: ${whole}`])),
  );
}

for (const [language, letters] of Object.entries(languages)) {
  const bundle = bundleOf(language);
  const keys = new Set(Object.keys(bundle).map(bare));

  test(`${language}: every sentence of the sources has a translation`, async () => {
    const missing = [...(await used())].filter(([text]) => !keys.has(text)).map(([, where]) => where);
    assert.deepEqual(missing, []);
  });

  test(`${language}: a translation is one, and has its template's values`, () => {
    const values = (text: string) => [...new Set(text.match(/\{\d\}/g))].sort();
    for (const [template, translation] of Object.entries(bundle)) {
      if (!/Linux Journal|developerWorks/.test(template)) assert.match(translation, letters, template);
      assert.deepEqual(values(translation), values(template), template);
    }
  });
}

/** Findings put their sentences together; test/detectors says them whole. */
async function ofFindings(): Promise<string[]> {
  const found = [...(await templatesIn('src/analysis', /$^/)).keys()];
  return found.flatMap(text => {
    const place = text.replace(/(?<=\w)\{0\}(?= )/, ' (on fileno(), after fflush)');
    return [text.replace(/(?<=\w)\{0\}(?= )/, ''), place, `${text}: {1}.`].map(bare);
  });
}

test('no translation is left over', async () => {
  const known = [...(await used()).keys(), ...(await ofFindings())];
  const exact = new Set(known);
  const isUsed = (template: string) => {
    if (exact.has(bare(template))) return true;
    const parts = bare(template)
      .split('@')
      .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return parts.length > 1 && known.some(text => new RegExp(`^${parts.join('.+')}$`).test(text));
  };
  assert.deepEqual(
    Object.keys(bundleOf('ru')).filter(template => !isUsed(template)),
    [],
  );
  assert.deepEqual(Object.keys(bundleOf('zh-cn')), Object.keys(bundleOf('ru')));
});

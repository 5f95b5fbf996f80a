import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { atlas } from '../../src/report/atlas';

/** Words outside `code`, not only abbreviations. */
const hasProse = (text: string) => /[a-z]{2}/.test(text.replace(/`[^`]*`/g, ''));
/** A name with words beside it: after a space stands a small letter. */
const isDescribed = (name: string) => / [a-z]/.test(name) && name !== 'Go net/http';

const rows = atlas.flatMap(system => system.rows);
const sentences = [
  ...rows.flatMap(({ configuration, change, claim }) => [configuration, change, claim]),
  ...atlas.map(({ absent }) => absent),
].filter(text => text !== null && hasProse(text));
const names = [...atlas.map(({ system }) => system), ...rows.map(({ protocol }) => protocol)];
const described = [...names.filter(isDescribed), 'Jetty, embedded', 'Tomcat, embedded', 'Kernel TLS'];
const used = [...new Set([...sentences, ...described])].sort();

const codeOf = (text: string) => text.match(/`[^`]*`/g)?.sort() ?? [];

for (const language of ['ru', 'zh-cn']) {
  const bundle: Record<string, string> = JSON.parse(readFileSync(`l10n/atlas.${language}.json`, 'utf8'));

  // A new system may come without translations: its texts are then shown in English.
  test(`${language}: no translated text of the atlas is left over`, () => {
    assert.ok(used.length > 50, `${used.length} texts`);
    const known = new Set(used);
    assert.deepEqual(
      Object.keys(bundle).filter(text => !known.has(text)),
      [],
    );
  });

  test(`${language}: a translated text of the atlas keeps its code`, () => {
    for (const [text, translation] of Object.entries(bundle)) {
      assert.notEqual(translation, text);
      assert.deepEqual(codeOf(translation), codeOf(text), text);
    }
  });
}

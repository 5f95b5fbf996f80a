// The findings of each fixture, the findings after its fixes, and their messages; each fixture is analysed once.
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyEdits } from '../../src/analysis/fixes/edits';
import { textsIn } from '../../src/messages/texts';
import type { Finding } from '../../src/model/finding';
import { distinct } from '../../src/model/message';
import { said } from '../english';
import { differences, fixtures } from './markers';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const all = fixtures().map(fixture => ({ ...fixture, id: analyzer.languageOf(fixture.path) }));

const found = new Map<string, Promise<Finding[]>>();

function findingsIn({ path, text, id }: (typeof all)[number]): Promise<Finding[]> {
  assert.ok(id, `the ending of ${path} belongs to a language`);
  const findings = found.get(path) ?? analyzer.analyze(path, text, id);
  found.set(path, findings);
  return findings;
}

test('there are fixtures', () => assert.ok(all.length > 0));

for (const fixture of all) {
  const { path, language, text, id } = fixture;
  const skip = id ? false : `no language in the index has the ending of ${path}`;
  test(
    `${language}: ${basename(path)} has the findings it is marked with, and no others`,
    { skip },
    async () => {
      assert.deepEqual(differences(text, await findingsIn(fixture)), []);
    },
  );
  test(
    `${language}: after each fix in ${basename(path)} its finding is gone and no other came`,
    { skip },
    async () => {
      const findings = await findingsIn(fixture);
      for (const { fix, startLine } of findings) {
        if (!fix) continue;
        const fixed = applyEdits(text, fix.edits);
        const left = await analyzer.analyze(path, fixed, id!);
        assert.equal(left.length, findings.length - 1, `${path}:${startLine} ${fix.title}\n${fixed}`);
      }
    },
  );
}

/** What the editor shows by default. */
async function shown(): Promise<Finding[]> {
  const known = all.filter(({ id }) => id);
  const findings = await Promise.all(known.map(findingsIn));
  return findings.flat().filter(({ verdict }) => verdict === 'replaceable');
}

const english =
  /\b(the|is|are|would|takes?|inside|without|between|where|from|but|copies|keeps?|replaces?)\b [A-Za-z]/;

const messagesOf = ({ message, fix }: Finding) => [message, ...(fix ? [fix.title, ...fix.caveats] : [])];

test('findings and fixes are said in Chinese and Russian: no English sentence is left', async () => {
  const messages = distinct((await shown()).flatMap(messagesOf));
  assert.ok(
    messages.filter(message => english.test(said(message))).length > 40,
    `${messages.length} messages`,
  );
  for (const language of ['ru', 'zh-cn'] as const) {
    const { say } = textsIn(language);
    // The user's own code in backquotes is not translated.
    const left = messages.map(say).filter(text => english.test(text.replace(/`[^`]*`/g, '')));
    assert.deepEqual(left, [], language);
  }
});

test('what is found is plain JSON, and every message has a template and its values', async () => {
  const findings = (await Promise.all(all.filter(({ id }) => id).map(findingsIn))).flat();
  assert.deepEqual(JSON.parse(JSON.stringify(findings)), findings);
  const texts = distinct(findings.flatMap(messagesOf)).map(said);
  assert.deepEqual(
    texts.filter(text => /undefined|\[object|\{\w+[,}]/.test(text) || !text.includes(' ')),
    [],
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages, textsIn } from '../../../src/messages/texts';
import { proofNotes, proofReasons } from '../../../src/model/proof';
import { proofText } from '../../../src/report/proof';
import { proofNote, proofWords } from '../../../src/report/proofWords';
import { proof as proofOf } from '../proofs';

/** Values that reasons and notes have, and the words in braces that a person types. */
const args = Object.fromEntries(
  'reference copy mixed bytes status'.split(' ').map((name, at) => [name, at + 400] as const),
);
const names = {
  encoding: 'gzip',
  sending: 'write',
  filesystem: 'ext4',
  location: '/b',
  code: 'EIO',
  by: 'squid',
};
const typed = /\{(file|host|port|output)\}/g;

for (const language of languages)
  test(`${language}: every reason and note of a proof is worded, with its values`, () => {
    const { say } = textsIn(language);
    const given = { ...args, ...names };
    const words = proofReasons.map(id => proofWords({ id, args: given }));
    const messages = [
      ...words.flatMap(({ why, remedy }) => (remedy ? [why, remedy] : [why])),
      ...proofNotes.map(id => proofNote({ id, args: given })),
    ];
    assert.ok(words.filter(({ remedy }) => remedy).length > 10);
    for (const text of messages.map(say))
      assert.doesNotMatch(text.replace(typed, ''), /[{}]|undefined|^proof\./);
  });

test('a proof is told in the language asked for', () => {
  const proof = proofOf();
  assert.match(proofText(proof), /^(Reference|Copy|Mixed|Undecided)[.:]/);
  assert.match(
    proofText(proof, textsIn('ru')),
    /^[А-Я]\p{L}+[.:].*\n.*\p{Script=Cyrillic}[\s\S]*Временный файл /u,
  );
  assert.match(proofText(proof, textsIn('zh-cn')), /临时文件/);
});

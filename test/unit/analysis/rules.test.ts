import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { rules } from '../../../src/analysis/rules';
import { ruleIds } from '../../../src/model/rule';

test('the ids of the model are those of the rules', () =>
  assert.deepEqual(
    rules.map(({ id }) => id),
    [...ruleIds],
  ));

test('each rule has an example and a file of its own', () => {
  for (const { id, example } of rules) {
    assert.notEqual(example.before, example.after, id);
    const file = id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    assert.match(
      readFileSync(join('src', 'analysis', 'rules', `${file}.ts`), 'utf8'),
      new RegExp(`id: '${id}'`),
    );
  }
});

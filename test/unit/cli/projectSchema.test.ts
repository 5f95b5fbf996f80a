import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseProjectFile } from '../../../src/analysis/project/projectFile';
import { rules } from '../../../src/analysis/rules';
import { levels } from '../../../src/model/rule';

const { default: Ajv } = createRequire(join(process.cwd(), 'package.json'))('ajv');
const schema = JSON.parse(readFileSync('schemas/iopath.config.schema.json', 'utf8'));
const validate = new Ajv({ strict: false }).compile(schema);

const reads = (value: unknown): boolean => {
  try {
    parseProjectFile('x', Buffer.from(JSON.stringify(value)));
    return true;
  } catch {
    return false;
  }
};

const samples: [unknown, boolean][] = [
  [{}, true],
  [{ $schema: 'x', extends: 'a', rules: {}, include: [], exclude: ['a*'] }, true],
  [{ extends: ['a', 'b'] }, true],
  ...levels.map((level): [unknown, boolean] => [{ rules: { 'copy-loop': level } }, true]),
  [{ rules: { 'copy-loop': 'warn' } }, false],
  [{ rules: { other: 'off' } }, false],
  [{ other: 1 }, false],
  [{ include: 'a' }, false],
  [{ exclude: [1] }, false],
  [{ extends: 1 }, false],
  [{ exclude: ['*'.repeat(11)] }, false],
  [{ exclude: ['x'.repeat(257)] }, false],
  [[], false],
  ['', false],
];

test('the schema and the reader take and refuse the same files', () => {
  for (const [value, ok] of samples) {
    assert.equal(validate(value), ok, `schema: ${JSON.stringify(value)}`);
    assert.equal(reads(value), ok, `reader: ${JSON.stringify(value)}`);
  }
});

test('the schema names every rule, and the editor knows the schema', () => {
  assert.deepEqual(
    Object.keys(schema.properties.rules.properties),
    rules.map(({ id }) => id),
  );
  const [contributed] = JSON.parse(readFileSync('package.json', 'utf8')).contributes.jsonValidation;
  assert.ok(readFileSync(contributed.url, 'utf8').includes('"additionalProperties": false'));
});

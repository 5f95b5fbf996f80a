// Messages of findings: none is without a place in the analysis that gives it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { calls } from '../../../src/messages/en/calls';
import { caveats } from '../../../src/messages/en/caveats';
import { findings } from '../../../src/messages/en/findings';
import { servers } from '../../../src/messages/en/servers';

const root = join('src', 'analysis');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => readFileSync(join(root, name), 'utf8'))
  .join('\n');

/** Ids as they stand in the sources: whole, or with a value in them (`reason.${side}-alters`). */
const named = [...sources.matchAll(/['`]([a-z]+\.(?:[\w.-]|\$\{\w+\})+)['`]/g)].map(
  ([, id]) => new RegExp(`^${id!.replaceAll('.', '\\.').replace(/\$\{\w+\}/g, '[\\w-]+')}$`),
);

test('each message of findings, fixes, caveats and settings is given somewhere', () => {
  const ids = Object.keys({ ...findings, ...calls, ...caveats, ...servers });
  assert.ok(ids.length > 200, `${ids.length} ids`);
  assert.deepEqual(
    ids.filter(id => !named.some(pattern => pattern.test(id))),
    [],
  );
});

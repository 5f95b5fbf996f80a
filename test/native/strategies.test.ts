// The backend's table of strategies against what stands on it in TypeScript: names, and the rules of copies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copyRules } from '../../src/measure/copies';
import { userPasses } from '../../src/model/job';
import { routes } from '../../src/model/route';
import { attempt, loadAddon, makeSpec, scratchFolder, strategyTable, writeNoise } from './engine';

const folder = scratchFolder();
const input = writeNoise(folder, 'input', 1000);

test('there is a rule of copies for each strategy on each of its routes, and no other', () => {
  for (const route of routes) {
    const meant = strategyTable().filter(row => row.routes.includes(route));
    assert.deepEqual(Object.keys(copyRules[route]).sort(), meant.map(({ name }) => name).sort(), route);
  }
});

test('a pass that the table does not list is refused, and one that it lists is not', async () => {
  const addon = loadAddon();
  for (const { name, routes: own, passes } of strategyTable())
    for (const pass of userPasses) {
      const spec = makeSpec(input, folder, { strategy: name, route: own[0]!, pass });
      const { error } = await attempt(addon, spec);
      if (!passes.includes(pass)) assert.equal(error?.code, 'ENOTSUP', `${name} ${pass}`);
      else if (error) assert.doesNotMatch(error.reason?.code ?? '', /^pass-/, `${name} ${pass}`);
    }
});

test('what the table says of growth, extents and the page cache is what the strategies do', () => {
  const having = (trait: 'followsGrowth' | 'mayShareExtents' | 'bypassesPageCache') =>
    strategyTable().flatMap(row => (row[trait] ? [row.name] : []));
  assert.deepEqual(having('mayShareExtents'), ['copy-file-range', 'reflink']);
  assert.deepEqual(having('bypassesPageCache'), ['direct-io']);
  assert.ok(having('followsGrowth').includes('sendfile'));
  assert.ok(!having('followsGrowth').includes('io-uring'));
});

// Compares the backend's table of strategies with the generated table in TypeScript and with the rules of copies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copyRules, ruleOf } from '../../src/measure/copies';
import { userPasses } from '../../src/model/job';
import { type Route, routes } from '../../src/model/route';
import { type StrategyTraits, strategyNames } from '../../src/model/strategy';
import { strategyTable } from '../../src/model/strategyTable';
import { attempt, loadAddon, makeSpec, scratchFolder, writeNoise } from './engine';

const folder = scratchFolder();
const input = writeNoise(folder, 'input', 1000);
const addon = loadAddon();

const takes = ({ routes: own }: StrategyTraits, route: Route) => (own as readonly Route[]).includes(route);

test('the written table is the table of this backend: npm run build writes it', () => {
  assert.deepEqual(addon.strategies(), strategyTable);
});

test("there is a rule of copies for each strategy on each of its routes, and none that is another one's", () => {
  for (const row of strategyTable)
    for (const route of routes) {
      const { name, movesLike } = row;
      assert.equal(ruleOf(name, route) !== undefined, takes(row, route), `${name} ${route}`);
      assert.ok(
        movesLike === name || copyRules[route][name] === undefined,
        `${name} moves like ${movesLike}`,
      );
      assert.ok((strategyNames as readonly string[]).includes(movesLike), movesLike);
    }
});

test('what is not done has the code of a reason, and what is done has none', () => {
  for (const { name, routes: own, passes, followsGrowth, reasons } of strategyTable) {
    assert.equal(reasons.routes === null, own.length === routes.length, `${name}: routes`);
    assert.equal(reasons.passes === null, passes.length === userPasses.length, `${name}: passes`);
    assert.equal(reasons.growth === null, followsGrowth, `${name}: growth`);
  }
});

test('a pass that the table does not list is refused, and one that it lists is not', async () => {
  for (const { name, routes: own, passes, reasons } of strategyTable)
    for (const pass of userPasses) {
      const spec = makeSpec(input, folder, { strategy: name, route: own[0]!, pass });
      const { error } = await attempt(addon, spec);
      if ((passes as readonly string[]).includes(pass))
        assert.doesNotMatch(error?.reason?.code ?? '', /^pass-/, `${name} ${pass}`);
      else
        assert.deepEqual([error?.code, error?.reason?.code], ['ENOTSUP', reasons.passes], `${name} ${pass}`);
    }
});

test('what the table says of growth, extents and the page cache is what the strategies do', () => {
  const having = (trait: 'followsGrowth' | 'mayShareExtents' | 'bypassesPageCache') =>
    strategyTable.flatMap(row => (row[trait] ? [row.name] : []));
  assert.deepEqual(having('mayShareExtents'), ['copy-file-range', 'reflink']);
  assert.deepEqual(having('bypassesPageCache'), ['direct-io']);
  assert.ok(having('followsGrowth').includes('sendfile'));
  assert.ok(!having('followsGrowth').includes('io-uring'));
});

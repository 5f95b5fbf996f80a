import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { atlasPage, atlasRows, readAtlas, surprises, withSurprises } from '../../scripts/lib/atlas.mjs';
import { outcome } from '../../scripts/lib/study.mjs';
import { systemsOf } from '../../src/report/atlas';

const atlas = readAtlas('docs/atlas');

test('the page is that of the raw results', () => {
  assert.equal(readFileSync('docs/atlas.md', 'utf8'), atlasPage(atlas), 'run `npm run atlas`');
});

test('the rows of the panel are those of the raw results, and a process finds its system', () => {
  assert.deepEqual(
    JSON.parse(readFileSync('src/report/atlasRows.json', 'utf8')),
    atlasRows(atlas),
    'run `npm run atlas`',
  );
  const found = (name: string) => systemsOf(name).map(({ study }) => study);
  assert.deepEqual(found('nginx'), ['nginx']);
  assert.deepEqual(found('python3.11'), ['python']);
  assert.ok(found('java').includes('tomcat'));
  assert.deepEqual(found('some-other-server'), []);
});

test("the README's rows are those of the raw results, and contradict what is said", () => {
  const page = readFileSync('README.md', 'utf8');
  assert.equal(page, withSurprises(page, atlas), 'run `npm run atlas`');
  const failing = new Set<string>();
  for (const { system, rows } of atlas.studies)
    for (const row of rows) if (row.outcome === 'fails') failing.add(`${system} ${row.variant}`);
  for (const [system, variant] of surprises) assert.ok(failing.has(`${system} ${variant}`), variant);
});

test('each row says what its own verdict and claim give, and its bytes bear the verdict out', () => {
  assert.ok(atlas.studies.length > 0);
  for (const { system, rows } of atlas.studies)
    for (const row of rows) {
      const name = `${system} ${row.variant}`;
      assert.equal(row.outcome, outcome(row.claim, row.verdict), name);
      assert.equal(row.bytes.reference > 0, ['reference', 'mixed'].includes(row.verdict), name);
      assert.equal(row.bytes.copy > 0, ['copy', 'mixed'].includes(row.verdict), name);
    }
});

test('a claim holds, fails, holds in part or stays open by the verdict; without one there is nothing to say', () => {
  const claim = { text: 'it sends by reference', verdict: 'reference' };
  const outcomes = ['reference', 'copy', 'mixed', 'undecided'].map(verdict => outcome(claim, verdict));
  assert.deepEqual(outcomes, ['holds', 'fails', 'in part', 'undecided']);
  assert.equal(outcome(null, 'copy'), null);
});

test('a text does not leave its cell', () => {
  const [study] = atlas.studies;
  const rows = [{ ...study.rows[0], configuration: 'a | b' }];
  assert.match(atlasPage({ studies: [{ ...study, rows }], notRun: [] }), /\| a \\\| b \|/);
});

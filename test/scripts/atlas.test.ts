import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { atlasPage, atlasRows, readAtlas, surprises, withSurprises } from '../../scripts/lib/atlas.mjs';
import { parseCounts } from '../../scripts/lib/cost.mjs';
import { absentKeys, outcome, rowKeys, studyKeys } from '../../scripts/lib/study.mjs';
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
  assert.match(atlasPage({ studies: [{ ...study, rows }], absent: [] }), /\| a \\\| b \|/);
});

const tableRows = (page: string) => page.split('\n').filter(line => line.startsWith('| '));
const cellsOf = (row: string | undefined) =>
  (row ?? '').split(' | ').map(cell => cell.replace(/^\| | \|$/g, ''));

test('a system that can not be had is a row with its reason', () => {
  const absent = [{ system: 'Some store', absent: { why: 'nobody packages it.', how: 'Build it.' } }];
  const [heads, , row] = tableRows(atlasPage({ studies: [], absent })).map(cellsOf);
  assert.equal(row?.length, heads?.length);
  assert.deepEqual(row?.slice(0, 5), [
    'Some store',
    '–',
    'not run here: nobody packages it.',
    '–',
    'not run',
  ]);
});

test('the cost of a row is that of a MiB, beside our own sender', () => {
  const [study] = atlas.studies;
  const best = { strategy: 'splice', bytes: 8 << 20, cpuNs: 8e6, contextSwitches: 4, systemCalls: 20 };
  const cost = {
    fetches: 4,
    bytes: 32 << 20,
    cpuNs: 64e6,
    contextSwitches: 8,
    systemCalls: 320,
    calls: {},
    best,
  };
  const rows = [{ ...study.rows[0], cost }];
  const [heads, , row] = tableRows(atlasPage({ studies: [{ ...study, rows }], absent: [] })).map(cellsOf);
  const from = heads?.indexOf('CPU ms per MiB') ?? -1;
  assert.deepEqual(row?.slice(from, from + 4), ['2.00', '0.3', '20.0', 'splice: 1.00 / 0.5 / 5.0']);
});

test('calls that were counted stand where a trace saw no loop', () => {
  const [study] = atlas.studies;
  const cost = { fetches: 2, bytes: 16 << 20, cpuNs: 1, contextSwitches: 1, systemCalls: 1 };
  const best = { strategy: 'sendfile', ...cost };
  const moved = { loops: [], calls: [] };
  const rows = [
    { ...study.rows[0], moved, cost: { ...cost, best, calls: { read: 4, writev: 14, splice: 0 } } },
  ];
  assert.match(
    atlasPage({ studies: [{ ...study, rows }], absent: [] }),
    /\| counted a fetch: writev 7, read 2 \|/,
  );
});

test('a call that has the kernel move the body stands before more frequent ones', () => {
  const [study] = atlas.studies;
  const calls = { read: 200, write: 56, sendto: 8, sendfile: 4 };
  const cost = {
    fetches: 4,
    bytes: 16 << 20,
    cpuNs: 1,
    contextSwitches: 1,
    systemCalls: 1,
    best: null,
    calls,
  };
  const rows = [{ ...study.rows[0], moved: { loops: [], calls: [] }, cost }];
  assert.match(
    atlasPage({ studies: [{ ...study, rows }], absent: [] }),
    /\| counted a fetch: sendfile 1, read 50, write 14 \|/,
  );
});

test('a result has what the command writes and nothing else', () => {
  for (const { study, ...result } of [...atlas.studies, ...atlas.absent]) {
    const known = result.absent ? absentKeys : studyKeys;
    assert.deepEqual(Object.keys(result), known, study);
    for (const row of result.rows)
      assert.deepEqual(
        Object.keys(row).filter(key => !rowKeys.includes(key)),
        [],
        `${study}, ${row.variant}`,
      );
  }
});

test('figures of perf are read by event, and what never ran is 0', () => {
  const text =
    '# started on Sun\n\n12.5,msec,task-clock,1,100.00,,\n<not counted>,,context-switches,0,100.00,,\n';
  assert.deepEqual(parseCounts(text), { 'task-clock': 12.5, 'context-switches': 0 });
});

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { claimsTable, withTable } from '../../scripts/lib/claimsTable.mjs';
import { scenarios } from '../../src/measure/scenarios';
import { verbatim } from '../../src/model/message';
import { english } from '../english';
import { report } from '../unit/measure/samples';

const titles = new Map(scenarios.map(({ id, title }) => [id, title]));
const [first, second] = scenarios;

const claimed = (scenario: (typeof scenarios)[number], measured: string) =>
  report([], {
    scenario: { ...scenario, verdict: 'confirmed', because: verbatim(''), measured: verbatim(measured) },
  });

test('a row for each report, in the order of the scenarios, with figures as they stand in it', () => {
  const table = claimsTable(
    [claimed(second!, '0.29× (0.28× to 0.31×)'), claimed(first!, '2; 1')],
    titles,
    english.say,
  );
  const lines = table.split('\n');
  assert.match(lines[2] ?? '', /^\| The textbook table \| .* \| 2; 1 \| confirmed \|$/);
  assert.match(lines[3] ?? '', /\| 0\.29× \(0\.28× to 0\.31×\) \| confirmed \|$/);
  assert.match(lines.at(-1) ?? '', /Linux 6\.18\.0, 2 × Test CPU, ext4/);
});

test('no text of a report leaves its cell', () => {
  const table = claimsTable([claimed({ ...first!, claim: verbatim('a | b_c') }, '1')], titles, english.say);
  assert.match(table, /a \\\| b\\_c/);
});

test("the table replaces the page's, and a page without a place for it is refused", () => {
  const page = readFileSync('README.md', 'utf8');
  const changed = withTable(page, 'NEW');
  assert.ok(changed.includes('\nNEW\n') && !changed.includes('| The textbook table |'));
  assert.ok(changed.endsWith(page.slice(-100)));
  assert.throws(() => withTable('no place', 'NEW'), /lacks the lines/);
});

const folder = 'docs/reports';

test(
  "the README's table is that of the reports",
  { skip: !existsSync(folder) && `no reports were committed to ${folder}: npm run claims -- --measure` },
  () => {
    const reports = readdirSync(folder).map(name => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')));
    const page = readFileSync('README.md', 'utf8');
    assert.equal(withTable(page, claimsTable(reports, titles, english.say)), page);
  },
);

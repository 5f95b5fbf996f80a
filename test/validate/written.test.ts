// Plain copy loops as people write them: all but a few have a fix, which compiles and passes validation.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { casesOf } from './cases';
import { fixAll } from './fixing';
import { buildInjector } from './injector';
import { forms } from './languages';
import { divergenceText } from './report';
import { build, compare } from './validating';
import { writtenPrograms } from './written';

const folder = mkdtempSync(join(tmpdir(), 'iopath-written-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const injector = buildInjector(folder);
const leastFixed = 33;

const own = forms
  .filter(({ id }) => !/^(rust|csharp)$/.test(id))
  .map(form => ({ form, programs: writtenPrograms(form, 1) }));
// To start the linter takes longer than to lint all of these programs.
const fixes = fixAll(
  own.map(({ form, programs }) => ({ ...form, programs })),
  folder,
);

test(`at least ${leastFixed} of the plain loops have a fix`, () => {
  const all = own.flatMap(({ programs }) => programs);
  assert.equal(all.length, 36);
  assert.ok(fixes.flat().length >= leastFixed, `${fixes.flat().length} of ${all.length}`);
});

for (const [at, { form, programs }] of own.entries())
  test(`${form.id}: the fixes of plain loops compile, and what they copy is the same`, async t => {
    const lacking = 'why' in injector ? injector.why : form.toolchain.lacking();
    if (lacking || !('path' in injector)) return t.skip(lacking ?? '');
    const bench = { form, folder: join(folder, form.id), injector: injector.path };
    const invalid = await build(bench, 'before', programs);
    assert.deepEqual([...invalid], [], 'every one compiles as it is written');
    const result = await compare(bench, fixes[at]!, ({ program }) => casesOf(form, program, 60, 1));
    const safe = result.divergences.filter(({ fixed }) => fixed.applicability === 'safe');
    const broken = result.divergences.filter(({ case: one }) => one === null);
    assert.deepEqual([...safe, ...broken].map(divergenceText), []);
  });

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
import { validate } from './validating';
import { writtenPrograms } from './written';

const folder = mkdtempSync(join(tmpdir(), 'iopath-written-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const injector = buildInjector(folder);
const own = forms.filter(({ id }) => !/^(rust|csharp)$/.test(id));
const leastFixed = 33;

test(`at least ${leastFixed} of the plain loops have a fix`, () => {
  const lints = own.map(form => {
    const programs = writtenPrograms(form, 1);
    return { programs, ...fixAll(programs, form.extension, join(folder, 'all', form.id)) };
  });
  const counts = [lints.flatMap(({ programs }) => programs), lints.flatMap(({ fixed }) => fixed)];
  assert.equal(counts[0]!.length, 36);
  assert.ok(counts[1]!.length >= leastFixed, `${counts[1]!.length} of ${counts[0]!.length}`);
});

for (const form of own)
  test(`${form.id}: the fixes of plain loops compile, and what they copy is the same`, async t => {
    const lacking = 'why' in injector ? injector.why : form.toolchain.lacking();
    if (lacking || !('path' in injector)) return t.skip(lacking ?? '');
    const bench = { form, folder: join(folder, form.id), injector: injector.path };
    const result = await validate(bench, writtenPrograms(form, 1), ({ program }) =>
      casesOf(form, program, 60, 1),
    );
    assert.deepEqual([...result.invalid], [], 'every one compiles as it is written');
    const safe = result.divergences.filter(({ fixed }) => fixed.applicability === 'safe');
    const broken = result.divergences.filter(({ case: one }) => one === null);
    assert.deepEqual([...safe, ...broken].map(divergenceText), []);
  });

// The short form of `npm run validate`: few programs, a fixed seed, languages that compile quickly.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { casesOf } from './cases';
import { generate } from './generate';
import { buildInjector } from './injector';
import { forms } from './languages';
import { divergenceText } from './report';
import { validate } from './validating';

const seed = 7;
const short = { programs: 48, triples: 300 };

const folder = mkdtempSync(join(tmpdir(), 'iopath-validate-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const injector = buildInjector(folder);

for (const form of forms.filter(({ id }) => ['c', 'go', 'python'].includes(id)))
  test(`${form.id}: safe fixes change nothing that a program does`, async t => {
    const lacking = 'why' in injector ? injector.why : form.toolchain.lacking();
    if (lacking || !('path' in injector)) return t.skip(lacking ?? '');
    const programs = generate(form, short.programs, seed);
    const result = await validate(
      { form, folder: join(folder, form.id), injector: injector.path },
      programs,
      ({ program }, running) => casesOf(form, program, Math.ceil(short.triples / running.length), seed),
    );
    assert.deepEqual([...result.invalid], []);
    const safe = result.divergences.filter(({ fixed }) => fixed.applicability === 'safe');
    assert.equal(safe.length, 0, `seed ${seed}:\n${safe.slice(0, 5).map(divergenceText).join('\n')}`);
    t.diagnostic(`${result.triples} triples, ${result.fixed.length} fixes`);
  });

import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { casesOf } from './cases';
import { generate } from './generate';
import { buildInjector } from './injector';
import { forms } from './languages';
import { isNamed } from './naming';
import type { LanguageResult } from './report';
import { printLanguage, printTotals } from './report';
import { shrink, writeFixture } from './shrinking';
import type { Bench, Divergence } from './validating';
import { validate } from './validating';
import { writtenPrograms } from './written';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    programs: { type: 'string' },
    triples: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'string' },
  },
});

/** Every shape with every mutation, and pairs of mutations. */
const usualPrograms = 600;

async function main(): Promise<void> {
  const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'iopath-validate-'));
  mkdirSync(folder, { recursive: true });
  const injector = buildInjector(folder);
  if ('why' in injector) throw new Error(injector.why);
  console.log(`seed ${values.seed}; programs, logs and divergences in ${folder}`);
  const results: LanguageResult[] = [];
  const asked = positionals.flatMap(name => forms.filter(({ id }) => id === name));
  for (const form of positionals.length === 0 ? forms : asked) {
    const lacking = form.toolchain.lacking();
    if (lacking) {
      console.log(`${form.id}: skipped: ${lacking}`);
      continue;
    }
    const result = await validateLanguage({ form, folder: join(folder, form.id), injector: injector.path });
    printLanguage(result);
    results.push(result);
  }
  console.log('\nall languages');
  printTotals(results);
  const isSafe = ({ fixed }: Divergence): boolean => fixed.applicability === 'safe';
  process.exitCode = results.some(({ divergences }) => divergences.some(isSafe)) ? 1 : 0;
}

async function validateLanguage(bench: Bench): Promise<LanguageResult> {
  const started = performance.now();
  const { form, folder } = bench;
  const [triples, seed] = [Number(values.triples), Number(values.seed)];
  const programs = Number(values.programs ?? form.programs ?? usualPrograms);
  const made = generate(form, programs, seed);
  const all = [...made, ...writtenPrograms(form, made.length + 1)];
  // As many triples for the safe fixes alone; a fifth of that for the others, which tells whether their caveats hold.
  const result = await validate(bench, all, (one, running) => {
    const alike = running.filter(({ applicability }) => applicability === one.applicability);
    const share = one.applicability === 'safe' || alike.length === running.length ? 1.05 : 0.2;
    return casesOf(form, one.program, Math.ceil((triples * share) / alike.length), seed);
  });
  // What a caveat names is shown as it was found: smaller programs would only show the same again.
  const unnamed = result.divergences.filter(one => !isNamed(one));
  const shrunk = await shrink(bench, unnamed);
  for (const one of shrunk) writeFixture(join(folder, 'divergences'), form.extension, one);
  const seconds = (performance.now() - started) / 1000;
  return { ...result, shrunk, seconds, language: form.id, reservation: form.reservation };
}

void main();

import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { casesOf } from './cases';
import { generate } from './generate';
import { buildInjector } from './injector';
import { forms } from './languages';
import type { LanguageForm } from './model';
import { isNamed } from './naming';
import type { LanguageResult } from './report';
import { printLanguage, printTotals } from './report';
import { shrink, writeFixture } from './shrinking';
import { onAllCores } from './toolchains/processes';
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
    help: { type: 'boolean' },
  },
});
const usage = 'npm run validate [-- LANGUAGE… [--seed N] [--programs N] [--triples N] [--keep FOLDER]]';

/** Every shape with every mutation, and pairs of mutations. */
const usualPrograms = 600;

async function main(): Promise<void> {
  if (values.help) return console.log(`${usage}\nLanguages: ${forms.map(({ id }) => id).join(', ')}`);
  const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'iopath-validate-'));
  mkdirSync(folder, { recursive: true });
  const injector = buildInjector(folder);
  if ('why' in injector) throw new Error(injector.why);
  console.log(`seed ${values.seed}; programs, logs and divergences in ${folder}`);
  const chosen = chosenForms();
  const results = new Map<LanguageForm, LanguageResult | 'skipped' | 'failed'>();
  // Compilers mostly keep one core busy: other languages run meanwhile.
  await onAllCores(chosen, async form => {
    const bench = { form, folder: join(folder, form.id), injector: injector.path };
    results.set(form, await validateAndPrint(bench));
  });
  const finished = chosen.map(form => results.get(form)!).filter(one => typeof one !== 'string');
  console.log('\nall languages');
  printTotals(finished);
  const isSafe = ({ fixed }: Divergence): boolean => fixed.applicability === 'safe';
  const isWrong = finished.some(({ divergences }) => divergences.some(isSafe));
  process.exitCode = isWrong || [...results.values()].includes('failed') ? 1 : 0;
}

function chosenForms(): LanguageForm[] {
  const unknown = positionals.filter(name => !forms.some(({ id }) => id === name));
  if (unknown.length > 0)
    throw new Error(
      `no such language: ${unknown.join(', ')}; there are ${forms.map(({ id }) => id).join(', ')}`,
    );
  return forms.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
}

/** One language's run, which may fail without ending those of the others. */
async function validateAndPrint(bench: Bench): Promise<LanguageResult | 'skipped' | 'failed'> {
  const { id, toolchain } = bench.form;
  const lacking = toolchain.lacking();
  if (lacking) {
    console.log(`${id}: skipped: ${lacking}`);
    return 'skipped';
  }
  try {
    const result = await validateLanguage(bench);
    printLanguage(result);
    return result;
  } catch (error) {
    console.error(`${id}: ${error instanceof Error ? error.stack : String(error)}`);
    return 'failed';
  }
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
  const isUnnamed = (one: Divergence): boolean => !isNamed(one);
  const shrunk = await shrink(bench, result.divergences.filter(isUnnamed), isUnnamed);
  for (const one of shrunk) writeFixture(join(folder, 'divergences'), form.extension, one);
  const seconds = (performance.now() - started) / 1000;
  return { ...result, shrunk, seconds, language: form.id, reservation: form.reservation };
}

void main();

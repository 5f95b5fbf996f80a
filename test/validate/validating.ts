import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Difference } from './comparing';
import { differencesOf, differenceText, differsInTail, isFailed, kernelBytes } from './comparing';
import { excused } from './excusing';
import type { Fixed } from './fixing';
import { fixAll } from './fixing';
import type { Case, Excuse, Fault, LanguageForm, Observed, Program } from './model';
import { runCases } from './running';

/** Faults that a program may get over by trying again. */
const transientFaults: Fault['kind'][] = ['short', 'drip', 'EINTR', 'EAGAIN'];

export interface Bench {
  form: LanguageForm;
  /** Where programs are written, built and run; a folder of its own for each call. */
  folder: string;
  injector: string;
}

export interface Divergence {
  fixed: Fixed;
  /** Null where the fixed program does not compile. */
  case: Case | null;
  what: string;
  /** All that differs; empty where the fixed program does not compile. */
  differences: Difference[];
  /** The original reported a failure. */
  failed: boolean;
}

export interface Validation {
  /** Those that compile before they are fixed. */
  programs: Program[];
  /** Left out: combinations that are no valid program, with the compiler's words. */
  invalid: Map<string, string>;
  fixed: Fixed[];
  triples: number;
  /** Those of safe fixes. */
  safeTriples: number;
  divergences: Divergence[];
  /** Cases in which the original breaks on a fault that the fixed program gets over. */
  tolerated: Divergence[];
  /** Cases in which both fail alike, with more or less of the last buffer delivered. */
  tails: number;
  /** Cases that differ only in what caveats name, by caveat, with the first of each. */
  named: Map<string, { count: number; first: Divergence }>;
  /** Cases whose fault struck in the original program. */
  struck: number;
  /** Cases without a fault in which the promised call could move bytes, and in how many it moved them. */
  promised: number;
  kept: number;
}

/** The cases of a fixed program, given all that are run. */
export type CaseChoice = (one: Fixed, running: Fixed[]) => Omit<Case, 'id'>[];

/** Fixes and compiles programs, and runs those that have a fix before and after it. */
export async function validate(bench: Bench, generated: Program[], casesOf: CaseChoice): Promise<Validation> {
  const invalid = await build(bench, 'before', generated);
  const programs = generated.filter(({ name }) => !invalid.has(name));
  const [fixed] = fixAll([{ ...bench.form, programs }], bench.folder);
  return { ...(await compare(bench, fixed!, casesOf)), programs, invalid };
}

/** Compiles fixed programs and runs them beside their originals, which are compiled already. */
export async function compare(bench: Bench, fixed: Fixed[], casesOf: CaseChoice): Promise<Validation> {
  const changed = fixed.map(({ program, text }) => ({ ...program, text }));
  const broken = await build(bench, 'after', changed);
  const { running, divergences } = compiling(fixed, broken);
  const cases = running.flatMap(one => casesOf(one, running)).map((one, id): Case => ({ ...one, id }));
  return compareRuns(bench, running, cases, {
    programs: fixed.map(({ program }) => program),
    invalid: new Map(),
    fixed,
    triples: 0,
    safeTriples: 0,
    divergences,
    tolerated: [],
    tails: 0,
    named: new Map(),
    struck: 0,
    promised: 0,
    kept: 0,
  });
}

function compiling(
  fixed: Fixed[],
  broken: Map<string, string>,
): { running: Fixed[]; divergences: Divergence[] } {
  const running = fixed.filter(({ program }) => !broken.has(program.name));
  const divergences = fixed
    .filter(one => !running.includes(one))
    .map(one => {
      const what = `does not compile: ${broken.get(one.program.name)}`;
      return { fixed: one, case: null, what, differences: [], failed: false };
    });
  return { running, divergences };
}

/** Compiles programs; those that do not compile, with the compiler's words. */
export async function build(
  { form, folder }: Bench,
  which: 'before' | 'after',
  programs: Program[],
): Promise<Map<string, string>> {
  const place = join(folder, which);
  mkdirSync(join(place, 'src'), { recursive: true });
  if (programs.length === 0) return new Map();
  for (const { name, text } of programs) writeFileSync(join(place, 'src', `${name}.${form.extension}`), text);
  return form.toolchain.build(place, programs);
}

async function compareRuns(
  bench: Bench,
  running: Fixed[],
  cases: Case[],
  result: Validation,
): Promise<Validation> {
  const run = (which: string, chosen: Case[]): Promise<Map<number, Observed>> => {
    const place = join(bench.folder, which);
    return runCases(bench.injector, bench.form.toolchain.command(place), chosen, place);
  };
  const [before, after] = await Promise.all([run('before', cases), run('after', cases)]);
  const fixes = new Map(running.map(one => [one.program.name, one]));
  for (const one of cases)
    compareCase(one, fixes.get(one.program)!, [before.get(one.id)!, after.get(one.id)!], {
      excuses: bench.form.excuses ?? {},
      result,
    });
  return setToleratedApart(result, after, {
    excuses: bench.form.excuses ?? {},
    runOriginal: chosen => run('before', chosen),
  });
}

function compareCase(
  one: Case,
  fixed: Fixed,
  [was, is]: [Observed, Observed],
  { excuses, result }: { excuses: Record<string, Excuse>; result: Validation },
): void {
  result.triples += 1;
  if (fixed.applicability === 'safe') result.safeTriples += 1;
  if (was.hits > 0) result.struck += 1;
  const differences = differencesOf(was, is);
  if (differences.length > 0 && differsInTail(one, was, is)) result.tails += 1;
  else if (differences.length > 0) {
    const { caveats, left } = excused(one, [was, is], fixed.caveats, excuses);
    const divergence = { fixed, case: one, failed: isFailed(was) };
    if (left.length === 0) name(caveats, { ...divergence, ...shown(differences) }, result);
    else result.divergences.push({ ...divergence, ...shown(left) });
  }
  if (!fixed.promisesKernel || one.fault.kind !== 'none' || one.source !== 'file' || is.delivered <= 0)
    return;
  result.promised += 1;
  if (kernelBytes(is) > 0) result.kept += 1;
}

const shown = (differences: Difference[]): Pick<Divergence, 'what' | 'differences'> => ({
  what: differenceText(differences[0]!),
  differences,
});

function name(caveats: string[], first: Divergence, { named }: Validation): void {
  for (const caveat of caveats) {
    const known = named.get(caveat) ?? { count: 0, first };
    known.count += 1;
    named.set(caveat, known);
  }
}

/**
 * Takes out what the fix only does better: a call that is cut short, interrupted or asked to wait ends or damages the
 * original's copy, and the fixed program does what the original does without that fault.
 */
async function setToleratedApart(
  result: Validation,
  after: Map<number, Observed>,
  {
    excuses,
    runOriginal,
  }: {
    excuses: Record<string, Excuse>;
    runOriginal: (cases: Case[]) => Promise<Map<number, Observed>>;
  },
): Promise<Validation> {
  const transient = result.divergences.filter(
    ({ case: one }) => one && transientFaults.includes(one.fault.kind),
  );
  const noFault: Fault = { end: 'none', kind: 'none', at: 0 };
  const plain = await runOriginal(transient.map(({ case: one }) => ({ ...one!, fault: noFault })));
  const tolerated = transient.filter(
    ({ case: one, fixed }) =>
      excused(one!, [plain.get(one!.id)!, after.get(one!.id)!], fixed.caveats, excuses).left.length === 0,
  );
  const divergences = result.divergences.filter(one => !tolerated.includes(one));
  return { ...result, tolerated, divergences };
}

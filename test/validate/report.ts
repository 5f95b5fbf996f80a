import { isNamed } from './naming';
import type { Divergence, Validation } from './validating';

export interface LanguageResult extends Validation {
  language: string;
  /** Divergences that no caveat names, shrunk, one a program. */
  shrunk: Divergence[];
  /** How long it took, with compiling and shrinking. */
  seconds: number;
  reservation?: string;
}

/** One language: programs by shape, by mutation and by builder, then what diverged. */
export function printLanguage(result: LanguageResult): void {
  printTotals([result]);
  console.log(`\n${result.language}: programs by shape and builder`);
  coverage(result, ({ shape }) => [shape]);
  console.log(`\n${result.language}: programs by mutation and builder`);
  coverage(result, ({ mutations }) => (mutations.length > 0 ? mutations : ['(none)']));
  if (result.reservation) console.log(`\n${result.language}: ${result.reservation}`);
  printNamed(result);
  printDivergences(result);
}

/** What caveats name, with one example each. */
function printNamed({ named }: LanguageResult): void {
  for (const [caveat, { count, first }] of named) {
    console.log(`\n${count} cases differ as a caveat says: ${caveat}`);
    console.log(divergenceText({ ...first, fixed: { ...first.fixed, caveats: [] } }));
  }
}

/** A line a language. */
export function printTotals(results: LanguageResult[]): void {
  const heads = [
    'language',
    'programs',
    'safe fixes',
    'unsafe',
    'none',
    'triples',
    'of safe',
    'faults struck',
  ];
  const counts = [
    'divergences safe',
    'unsafe',
    'not named',
    'got over',
    'other tails',
    'promised calls',
    'seconds',
  ];
  table([[...heads, ...counts], ...results.map(rowOf)]);
}

function rowOf(result: LanguageResult): string[] {
  const { programs, fixed, divergences, tolerated, tails, promised, kept, seconds } = result;
  const safe = fixed.filter(({ applicability }) => applicability === 'safe').length;
  const ofSafe = divergences.filter(one => one.fixed.applicability === 'safe').length;
  const made = [programs.length, safe, fixed.length - safe, programs.length - fixed.length];
  const run = [result.triples, result.safeTriples, result.struck];
  const unnamed = divergences.filter(one => !isNamed(one)).length - ofSafe;
  const differing = [ofSafe, divergences.length - ofSafe, unnamed, tolerated.length, tails];
  const counts = [...made, ...run, ...differing].map(String);
  return [result.language, ...counts, `${kept}/${promised}`, seconds.toFixed(0)];
}

function coverage(
  { programs, fixed }: Validation,
  keysOf: (program: { shape: string; mutations: string[] }) => string[],
): void {
  const builders = [...new Set(fixed.map(({ title }) => title))].sort();
  const rows = [...new Set(programs.flatMap(keysOf))].sort().map(key => {
    const own = programs.filter(program => keysOf(program).includes(key));
    const by = builders.map(
      title => fixed.filter(one => one.title === title && keysOf(one.program).includes(key)).length,
    );
    return [key, ...by, own.length - by.reduce((sum, count) => sum + count, 0)].map(String);
  });
  table([['', ...builders, 'none'], ...rows]);
}

function table(rows: string[][]): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  for (const row of rows)
    console.log(
      row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  '),
    );
}

/** One of each program, those of safe fixes first; of what caveats name, one of each fix. */
function printDivergences({ divergences, shrunk }: LanguageResult): void {
  const unnamed = divergences.filter(one => !isNamed(one));
  for (const applicability of ['safe', 'unsafe'] as const) {
    const all = unnamed.filter(({ fixed }) => fixed.applicability === applicability).length;
    const own = shrunk.filter(({ fixed }) => fixed.applicability === applicability);
    if (all > 0) console.log(`\ndivergences of ${applicability} fixes: ${all} in ${own.length} programs`);
    for (const one of own) console.log(divergenceText(one));
  }
  const named = divergences.filter(isNamed);
  if (named.length > 0) console.log(`\n${named.length} cases differ where a caveat says so, such as`);
  for (const one of new Map(named.map(each => [each.fixed.title, each])).values())
    console.log(divergenceText(one));
}

/** One divergence in a few lines: the program, its input and fault, what differs. */
export function divergenceText({ fixed, case: one, what }: Divergence): string {
  const { name, ends, shape, mutations } = fixed.program;
  const input = one
    ? `${one.source} of ${one.size} bytes from ${one.start} to ${one.sink}, ${faultIn(one.fault)}`
    : 'no run';
  const lines = [
    `  ${name} ${ends} ${shape} [${mutations.join(', ')}]: ${fixed.title}`,
    `    ${input}: ${what.split('\n').slice(0, 4).join(' | ')}`,
    ...(fixed.caveats.length > 0 ? [`    caveats: ${fixed.caveats.join('; ')}`] : []),
  ];
  return lines.join('\n');
}

const faultIn = ({ end, kind, at }: { end: string; kind: string; at: number }): string =>
  kind === 'none' ? 'no fault' : `${kind} of the ${end} at byte ${at}`;

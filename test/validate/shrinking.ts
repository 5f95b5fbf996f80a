import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programOf } from './generate';
import type { Case, Program } from './model';
import type { Bench, Divergence } from './validating';
import { validate } from './validating';

/**
 * For each program that diverges, its first divergence with as few mutations as still show one of the kind looked for:
 * mutations are dropped one by one, all programs together, until none can go.
 */
export async function shrink(
  bench: Bench,
  divergences: Divergence[],
  isLookedFor: (one: Divergence) => boolean,
): Promise<Divergence[]> {
  const first = new Map(divergences.map(one => [one.fixed.program.name, one] as const).reverse());
  let shrunk = [...first.values()];
  for (let round = 0; round < 4; round += 1) {
    const candidates = new Map(
      shrunk.flatMap(one => smaller(bench, one)).map(one => [one.program.name, one]),
    );
    if (candidates.size === 0) break;
    const folder = join(bench.folder, `shrink${round}`);
    mkdirSync(folder, { recursive: true });
    const programs = [...candidates.values()].map(({ program }) => program);
    const again = await validate(
      { ...bench, folder },
      programs,
      ({ program }) => candidates.get(program.name)!.cases,
    );
    const replaced = (one: Divergence): Divergence =>
      again.divergences.find(
        other =>
          candidates.get(other.fixed.program.name)?.of === one.fixed.program.name && isLookedFor(other),
      ) ?? one;
    const next = shrunk.map(replaced);
    if (next.every((one, at) => one === shrunk[at])) break;
    shrunk = next;
  }
  return shrunk;
}

interface Candidate {
  program: Program;
  cases: Omit<Case, 'id'>[];
  /** The program it is made from. */
  of: string;
}

function smaller({ form }: Bench, { fixed, case: one }: Divergence): Candidate[] {
  const { name, mutations, shape } = fixed.program;
  if (!form.shapes.some(({ id }) => id === shape)) return [];
  return mutations.flatMap((dropped, at) => {
    const left = mutations.filter(other => other !== dropped);
    const program = programOf(form, { ...fixed.program, mutations: left }, `${name}d${at}`);
    return program ? [{ program, cases: one ? [{ ...one, program: program.name }] : [], of: name }] : [];
  });
}

/** Writes a program that diverges as a candidate for a fixture: its text, and how it diverges beside it. */
export function writeFixture(
  folder: string,
  extension: string,
  { fixed, case: one, what, differences }: Divergence,
): void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, fixed.program.name);
  writeFileSync(`${path}.${extension}`, fixed.program.text);
  writeFileSync(`${path}.fixed.${extension}`, fixed.text);
  writeFileSync(
    `${path}.json`,
    `${JSON.stringify({ ...fixed.program, text: undefined, title: fixed.title, applicability: fixed.applicability, caveats: fixed.caveats, case: one, what, differences }, null, 2)}\n`,
  );
}

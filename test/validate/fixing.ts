import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Program } from './model';

/** Lints and fixes programs with the command line. */
export interface Fixed {
  program: Program;
  text: string;
  /** `safe`: `lint --fix` writes it. `unsafe`: a finding carries it, with its caveats. */
  applicability: 'safe' | 'unsafe';
  caveats: string[];
  title: string;
  /** The builder of the fix, told by its title and the ends it was made for. */
  promisesKernel: boolean;
}

interface Edit {
  start: number;
  end: number;
  text: string;
}

interface LintFix {
  title: string;
  edits: Edit[];
  applicability?: string;
  caveats?: unknown[];
  loses?: string[];
}

interface LintFinding {
  file: string;
  reach: string;
  fix: LintFix | null;
}

/** Programs of one language, of those that are linted together. */
export interface Group {
  id: string;
  extension: string;
  programs: Program[];
}

/**
 * Writes programs into `folder/original`, lints them, and fixes a copy of them in `folder/byLint`. The fixes of each
 * group, in its order.
 */
export function fixAll(groups: Group[], folder: string): Fixed[][] {
  const [original, fixedByLint] = [join(folder, 'original'), join(folder, 'byLint')];
  for (const { id, extension, programs } of groups) {
    mkdirSync(join(original, id), { recursive: true });
    for (const { name, text } of programs) writeFileSync(join(original, id, `${name}.${extension}`), text);
  }
  cpSync(original, fixedByLint, { recursive: true });
  const found = (JSON.parse(lint(['--json', '--all', original])) as { findings: LintFinding[] }).findings;
  lint(['--json', '--fix', fixedByLint]);
  return groups.map(({ id, extension, programs }) =>
    programs.flatMap(program => {
      const path = join(id, `${program.name}.${extension}`);
      const own = found.filter(({ file }) => file.endsWith(`/${path}`));
      const text = readFileSync(join(fixedByLint, path), 'utf8');
      return (text !== program.text ? asSafe(program, text, own) : asUnsafe(program, own)) ?? [];
    }),
  );
}

function asSafe(program: Program, text: string, own: LintFinding[]): Fixed {
  const applied = own.filter(({ fix }) => fix && isSafe(fix));
  const title = applied[0]?.fix?.title ?? 'a fix that no finding names';
  return { program, text, applicability: 'safe', caveats: [], title, promisesKernel: promises(applied) };
}

function asUnsafe(program: Program, own: LintFinding[]): Fixed | null {
  const first = own.find(({ fix }) => fix && fix.edits.length > 0);
  if (!first?.fix) return null;
  const { edits, title, caveats, loses } = first.fix;
  const named = (caveats ?? loses ?? []).map(String);
  return {
    program,
    text: applyEdits(program.text, edits),
    applicability: 'unsafe',
    caveats: named,
    title,
    promisesKernel: promises([first]),
  };
}

const promises = (findings: LintFinding[]): boolean => findings.some(({ reach }) => reach === 'kernel');
const isSafe = ({ applicability, loses }: LintFix): boolean =>
  applicability === undefined ? loses?.length === 0 : applicability === 'safe';

const applyEdits = (text: string, edits: Edit[]): string =>
  [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((done, { start, end, text: put }) => done.slice(0, start) + put + done.slice(end), text);

function lint(args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('dist/cli.js'), 'lint', ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0 && status !== 1) throw new Error(`lint ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

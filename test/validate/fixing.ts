import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
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
  verdict: string;
  fix: LintFix | null;
}

export interface Lint {
  fixed: Fixed[];
  /** Programs with a finding shown by default, but no fix. */
  withoutFix: number;
}

/** Writes programs into `folder/original`, lints them, and fixes a copy of them in `folder/byLint`. */
export function fixAll(programs: Program[], extension: string, folder: string): Lint {
  const [original, fixedByLint] = [join(folder, 'original'), join(folder, 'byLint')];
  mkdirSync(original, { recursive: true });
  for (const { name, text } of programs) writeFileSync(join(original, `${name}.${extension}`), text);
  cpSync(original, fixedByLint, { recursive: true });
  const found = (JSON.parse(lint(['--json', '--all', original])) as { findings: LintFinding[] }).findings;
  lint(['--json', '--fix', fixedByLint]);
  const fixed: Fixed[] = [];
  let withoutFix = 0;
  for (const program of programs) {
    const own = found.filter(({ file }) => basename(file) === `${program.name}.${extension}`);
    const text = readFileSync(join(fixedByLint, `${program.name}.${extension}`), 'utf8');
    const one = text !== program.text ? asSafe(program, text, own) : asUnsafe(program, own);
    if (one) fixed.push(one);
    else if (own.some(({ verdict }) => verdict === 'replaceable')) withoutFix += 1;
  }
  return { fixed, withoutFix };
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

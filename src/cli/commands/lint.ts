import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { version } from '../../../package.json';
import { languageByPath } from '../../analysis/languages';
import { rules } from '../../analysis/rules';
import type { Finding } from '../../model/finding';
import { lintText } from '../../report/lintText';
import { sarifOf } from '../../report/sarif';
import { visible } from '../../report/visible';
import { type Command, choiceOption, type ExitCode, parse, type Surroundings } from '../command';
import { fixFiles } from '../lint/fixFiles';
import { lintOnThreads } from '../lint/pool';
import { sourceFiles } from '../lint/walk';

const help = `Usage: iopath lint PATH… [options]

Finds loops that copy bytes through the program though one call could move them, and calls that look like zero copy
and are not. .gitignore is honoured; files over 2 MiB, minified or binary ones are left out and said.

  --format F   text (default), json or sarif (2.1.0)
  --json       the same as --format json
  --all        also loops that must see their bytes: observed, transformed, encrypted, memory-sink
  --fix        writes the fixes that lose nothing; prints what is left

Exit: 0 nothing found, 1 findings, 2 bad arguments or input, 3 the job failed.
`;

const options = {
  format: { type: 'string' },
  json: { type: 'boolean' },
  all: { type: 'boolean' },
  fix: { type: 'boolean' },
} as const;

const formats = ['text', 'json', 'sarif'] as const;

/** All that was seen below the paths. */
interface Outcome {
  findings: Finding[];
  skipped: { file: string; why: string }[];
  files: number;
}

async function run(args: string[], around: Surroundings): Promise<ExitCode> {
  const { values, positionals } = parse('lint', args, options);
  const format = values.json ? 'json' : choiceOption('format', values.format ?? 'text', formats);
  const paths = (positionals.length > 0 ? positionals : ['.']).map(path => resolve(path));
  let outcome = await lint(paths, around);
  if (values.fix) outcome = await fix(outcome, paths, around);
  const shown = outcome.findings.filter(({ verdict }) => values.all || verdict === 'replaceable');
  around.out(render({ ...outcome, findings: shown }, format));
  if (around.signal.aborted) return 3;
  return shown.some(({ verdict }) => verdict === 'replaceable') ? 1 : 0;
}

async function lint(paths: string[], around: Surroundings): Promise<Outcome> {
  const outcome: Outcome = { findings: [], skipped: [], files: 0 };
  await lintOnThreads(counted(paths, outcome), {
    signal: around.signal,
    onResults(results) {
      for (const { file, findings, skipped } of results) {
        outcome.findings.push(...findings);
        if (skipped !== null) outcome.skipped.push({ file, why: skipped });
      }
    },
  });
  outcome.findings.sort((a, b) => (a.file === b.file ? a.startLine - b.startLine : a.file < b.file ? -1 : 1));
  outcome.skipped.sort((a, b) => (a.file < b.file ? -1 : 1));
  return outcome;
}

/** The files of all paths, each once. */
function* counted(paths: string[], outcome: Outcome): Generator<string> {
  const seen = new Set<string>();
  const walking = {
    takes: (name: string) => languageByPath(name) !== null,
    onSkip: (file: string, why: string) => {
      const key = `${file}\n${why}`;
      if (!seen.has(key)) outcome.skipped.push({ file, why });
      seen.add(key);
    },
  };
  for (const path of paths)
    for (const file of sourceFiles(path, walking)) {
      if (seen.has(file)) continue;
      seen.add(file);
      outcome.files += 1;
      yield file;
    }
}

async function fix(before: Outcome, paths: string[], around: Surroundings): Promise<Outcome> {
  const fixable = new Set(before.findings.filter(({ fix }) => fix).map(({ file }) => file));
  const { fixed, failed } = await fixFiles([...fixable]);
  for (const { file, startLine, fix } of fixed)
    around.err(`${visible(shortPath(file))}:${startLine}: ${fix?.title}\n`);
  for (const { file, why } of failed)
    around.err(`${visible(shortPath(file))}: not rewritten: ${visible(why)}\n`);
  return fixed.length > 0 ? lint(paths, around) : before;
}

function render({ findings, skipped, files }: Outcome, format: (typeof formats)[number]): string {
  if (format === 'text') return lintText({ findings, skipped, files, pathOf: shortPath });
  const log =
    format === 'json'
      ? { schema: 'iopath-lint/1', files, findings, skipped }
      : sarifOf({ findings, rules, version, uriOf, skipped });
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** Relative to where the command was called, where that is shorter. */
function shortPath(file: string): string {
  const short = relative(process.cwd(), file);
  return short.startsWith('..') ? file : short;
}

function uriOf(file: string): string {
  const short = shortPath(file);
  return short === file ? pathToFileURL(file).href : encodeURI(short);
}

export const lintCommand: Command = {
  name: 'lint',
  summary: 'loops that copy bytes though one call could move them',
  help,
  run,
};

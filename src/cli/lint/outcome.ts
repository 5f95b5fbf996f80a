import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { isConfiguration } from '../../analysis/configuration/configurationFindings';
import { languageByPath } from '../../analysis/languages';
import type { Suppressed, SuppressionNote } from '../../analysis/suppressions';
import { openCacheFolder } from '../../lint/cacheFolder';
import { lintOnThreads } from '../../lint/filePool';
import type { Fingerprinted, LintedFile } from '../../lint/lintedFile';
import { type Message, outline } from '../../model/message';
import { type ProjectFiles, slashed } from './projectFiles';
import { sourceFiles } from './sourceFiles';

/** All findings below the paths, before rules are selected. */
export interface Outcome {
  findings: Fingerprinted[];
  suppressed: Suppressed[];
  notes: (SuppressionNote & { file: string })[];
  skipped: { file: string; why: Message }[];
  /** Analysed source files. */
  files: number;
}

export const emptyOutcome = (): Outcome => ({
  findings: [],
  suppressed: [],
  notes: [],
  skipped: [],
  files: 0,
});

/** Trees are many small objects that live until their file is done: a larger young generation is collected less often. */
const resourceLimits = { maxYoungGenerationSizeMb: 256 };

/**
 * Few files are parsed, in many languages, and each thread compiles for itself: optimising costs more than it saves. Without
 * it for grammars the process need not wait for it at its end either (0.3 s). V8 11 (Node 20) optimises a function after
 * 66 KB of its bytecode, which is too early here; later versions count otherwise, and have no such flag.
 * Only the command line sets flags: an extension host is shared.
 */
const compileLess = () => {
  setFlagsFromString('--liftoff-only');
  if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=1000000');
};

export interface LintPathsOptions {
  signal: AbortSignal;
  /** Whether findings of earlier runs are used, and these kept for later ones. */
  cache: boolean;
}

/** Lints all source files of the paths that no project file excludes. */
export async function lintPaths(
  paths: string[],
  projects: ProjectFiles,
  { signal, cache }: LintPathsOptions,
): Promise<Outcome> {
  const outcome = emptyOutcome();
  compileLess();
  await lintOnThreads(counted(paths, projects, outcome), {
    signal,
    threads: availableParallelism(),
    resourceLimits,
    cacheFolder: cache ? openCacheFolder(__dirname) : null,
    onResults(results) {
      for (const result of results) add(outcome, result.file, result);
    },
  });
  return sorted(outcome);
}

/** Adds the findings of one file. */
export function add(outcome: Outcome, file: string, result: LintedFile): void {
  outcome.findings.push(...result.findings);
  outcome.suppressed.push(...result.suppressed);
  outcome.notes.push(...result.notes.map(note => ({ ...note, file })));
  if (result.skipped !== null) outcome.skipped.push({ file, why: result.skipped });
}

/** The files of all paths, each once; a file named by hand is analysed even if a project file excludes it. */
function* counted(paths: string[], projects: ProjectFiles, outcome: Outcome): Generator<string> {
  const seen = new Set<string>();
  const walking = {
    takes: (path: string) => languageByPath(path) !== null || isConfiguration(path),
    onSkip: (file: string, why: Message) => {
      const key = `${file}\n${outline(why)}`;
      if (!seen.has(key)) outcome.skipped.push({ file, why });
      seen.add(key);
    },
  };
  for (const path of paths.map(path => resolve(path)))
    for (const file of sourceFiles(path, walking)) {
      if (seen.has(file)) continue;
      seen.add(file);
      if (file !== path && projects.of(file)?.excludes(slashed(file))) continue;
      outcome.files += 1;
      yield file;
    }
}

function sorted(outcome: Outcome): Outcome {
  const byFile = (a: { file: string }, b: { file: string }) =>
    a.file === b.file ? 0 : a.file < b.file ? -1 : 1;
  outcome.findings.sort((a, b) => byFile(a, b) || a.startLine - b.startLine);
  outcome.suppressed.sort(
    (a, b) => byFile(a.finding, b.finding) || a.finding.startLine - b.finding.startLine,
  );
  outcome.notes.sort((a, b) => byFile(a, b) || a.line - b.line);
  outcome.skipped.sort(byFile);
  return outcome;
}

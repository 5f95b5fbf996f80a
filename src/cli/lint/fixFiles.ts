import { isUtf8 } from 'node:buffer';
import { createTwoFilesPatch } from 'diff';
import type { Analyzer } from '../../analysis/analyzer';
import { fixText } from '../../analysis/fixes/fixText';
import { lintText, sourceOf } from '../../analysis/lint';
import { bundledAnalyzer } from '../../lint/fileLinter';
import { message } from '../../messages/message';
import type { Applicability, Finding } from '../../model/finding';
import { type Message, verbatim } from '../../model/message';
import { Refused, readSource, replaceFile } from './replaceFile';

export interface FixFilesOptions {
  applies: readonly Applicability[];
  /** Whether a finding is reported; no other is fixed. */
  reports: (finding: Finding) => boolean;
  /** Writes the files; else their changes are only returned. */
  writes: boolean;
}

/** The changes that --fix made, or that --diff shows. */
export interface FixResult {
  fixed: Finding[];
  changes: Change[];
  /** Files that could not be rewritten, and why. */
  failed: { file: string; why: Message }[];
}

/** Applies the fixes of the named files. Each file is replaced whole or not at all. */
export async function fixFiles(files: readonly string[], options: FixFilesOptions): Promise<FixResult> {
  const analyzer = bundledAnalyzer();
  const result: FixResult = { fixed: [], changes: [], failed: [] };
  for (const file of files) {
    try {
      await fixFile(file, analyzer, options, result);
    } catch (error) {
      const why = error instanceof Refused ? error.why : brokenBy(error as NodeJS.ErrnoException);
      result.failed.push({ file, why });
    }
  }
  analyzer.dispose();
  return result;
}

/** What the operating system refused is in its own words. */
const brokenBy = ({ code, message: text }: NodeJS.ErrnoException): Message =>
  code ? verbatim(text) : message('unfixed.broke', { error: text });

async function fixFile(
  file: string,
  analyzer: Analyzer,
  options: FixFilesOptions,
  result: FixResult,
): Promise<void> {
  const source = readSource(file);
  if (!isUtf8(source.bytes)) throw new Refused(message('unfixed.utf-8'));
  const read = sourceOf(source.bytes);
  if ('skipped' in read) return;
  const { text, fixed } = await fixText(read.text, {
    applies: options.applies,
    find: findingsOf(analyzer, file, options.reports),
  });
  if (fixed.length === 0) return;
  if (options.writes) replaceFile(source, text);
  result.fixed.push(...fixed);
  result.changes.push({ path: file, before: read.text, after: text });
}

/** The findings of a file's text that may be fixed. */
export const findingsOf =
  (analyzer: Analyzer, file: string, reports: FixFilesOptions['reports']) =>
  async (text: string): Promise<Finding[]> => {
    const language = analyzer.languageOf(file);
    if (!language) return [];
    const { findings } = await lintText(analyzer, { file, text, language });
    return findings.filter(finding => finding.verdict === 'replaceable' && reports(finding));
  };

/** A change of one file's text. */
export interface Change {
  path: string;
  before: string;
  after: string;
}

/** The change as a unified diff that `git apply` and `patch -p1` take. */
export function unifiedDiff({ path, before, after }: Change): string {
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
  });
  // Its first line is a row of `=`, which does not belong to a patch.
  return patch.replace(/^=+\n/, '');
}

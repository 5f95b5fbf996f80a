import type { Finding } from '../model/finding';
import type { Analysis, Analyzer } from './analyzer';
import { applyEdits } from './fixes/edits';

/** Larger files are generated or data. Bytes. */
export const largestSource = 2 * 1024 * 1024;
/** Code with a line this long is minified: nobody reads a finding in it. UTF-16 units. */
const longestLine = 20_000;

/** A file's text, or why it is not looked at, in words that follow "left out: ". */
export type Source = { text: string } | { skipped: string };

/** The text of a source file. UTF-8, with or without a byte order mark; what is no text at all is left out. */
export function sourceOf(bytes: Uint8Array): Source {
  if (bytes.length > largestSource) return { skipped: 'larger than 2 MiB' };
  if (bytes.subarray(0, 8192).includes(0)) return { skipped: 'binary data under a source ending' };
  // Invalid UTF-8 becomes U+FFFD, which no name or keyword holds: the rest of the file is still read.
  const text = decoder.decode(bytes);
  return hasLongLine(text) ? { skipped: 'minified' } : { text };
}

/** Why a text that is open in an editor is not looked at; null where it is. No byte is copied to find out. */
export function whyLeftOut(text: string): string | null {
  if (text.length > largestSource) return 'larger than 2 MiB';
  return hasLongLine(text) ? 'minified' : null;
}

// The mark stays in the text, so that offsets of fixes are right and a rewritten file keeps it.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function hasLongLine(text: string): boolean {
  for (let start = 0; text.length - start > longestLine; ) {
    const end = text.lastIndexOf('\n', start + longestLine);
    if (end < start) return true;
    start = end + 1;
  }
  return false;
}

/** Findings of every verdict in one file; a file in no language known has none. */
export async function lintFile(analyzer: Analyzer, file: string, bytes: Uint8Array): Promise<Analysis> {
  const language = analyzer.languageOf(file);
  if (!language) return { findings: [], skipped: null };
  const source = sourceOf(bytes);
  if ('skipped' in source) return { findings: [], skipped: source.skipped };
  return analyzer.examine(file, source.text, language);
}

/** What a text became by its safe fixes. */
export interface Fixed {
  text: string;
  /** Findings whose fix was applied. */
  fixed: Finding[];
}

/**
 * Applies the fixes that lose nothing, one after another on the text as it then is, so that no two can overlap.
 * A fix after which the same place is still found is taken back.
 */
export async function fixText(analyzer: Analyzer, file: string, text: string): Promise<Fixed> {
  const language = analyzer.languageOf(file);
  const fixed: Finding[] = [];
  if (!language) return { text, fixed };
  const open = async (candidate: string) =>
    (await analyzer.analyze(file, candidate, language)).filter(({ verdict }) => verdict === 'replaceable');
  let findings = await open(text);
  for (const tried = new Set<string>(); ; ) {
    const next = findings.find(
      ({ fix, message, startLine }) =>
        fix && fix.applicability === 'safe' && !tried.has(`${startLine} ${message}`),
    );
    if (!next?.fix) return { text, fixed };
    tried.add(`${next.startLine} ${next.message}`);
    const candidate = applyEdits(text, next.fix.edits);
    const left = await open(candidate);
    if (left.length >= findings.length) continue;
    text = candidate;
    findings = left;
    fixed.push(next);
    tried.clear();
  }
}

import { message } from '../messages/message';
import type { Language } from '../model/finding';
import type { Message } from '../model/message';
import { ruleIds } from '../model/rule';
import type { Analysis, Analyzer } from './analyzer';
import {
  configurationComments,
  configurationFindings,
  isConfiguration,
} from './configuration/configurationFindings';
import { type Suppressed, type SuppressionNote, suppress, suppressionWord } from './suppressions';
import type { ParseHandle } from './syntax/parseHandle';

/** Larger files are generated or data. Bytes. */
export const largestSource = 2 * 1024 * 1024;
/** UTF-16 units. Code with a longer line is minified, and left out. */
const longestLine = 20_000;

const tooLarge = message('unread.large', { bytes: largestSource });
const minified = message('unread.minified');

/** A file's text, or why it is not looked at: a clause. */
export type Source = { text: string } | { skipped: Message };

/** The text of a source file. UTF-8, with or without a byte order mark; what is no text at all is left out. */
export function sourceOf(bytes: Uint8Array): Source {
  if (bytes.length > largestSource) return { skipped: tooLarge };
  if (bytes.subarray(0, 8192).includes(0)) return { skipped: message('unread.binary') };
  // Invalid UTF-8 becomes U+FFFD, which no name or keyword holds: the rest of the file is still read.
  const text = decoder.decode(bytes);
  return hasLongLine(text) ? { skipped: minified } : { text };
}

/** Why a text that is open in an editor is not looked at; null where it is. No byte is copied to find out. */
export function whyLeftOut(text: string): Message | null {
  if (text.length > largestSource) return tooLarge;
  return hasLongLine(text) ? minified : null;
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

/** What one text gave, with its suppression comments obeyed. */
export interface Linted extends Analysis {
  suppressed: Suppressed[];
  /** Suppression comments that are wrong or suppress nothing. */
  notes: SuppressionNote[];
}

/** Findings of every verdict in one file; one in no known language that is no known configuration has none. */
export async function lintFile(analyzer: Analyzer, file: string, bytes: Uint8Array): Promise<Linted> {
  const language = analyzer.languageOf(file);
  if (!language && !isConfiguration(file)) return { ...nothing, skipped: null };
  const source = sourceOf(bytes);
  if ('skipped' in source) return { ...nothing, skipped: source.skipped };
  if (!language) return lintConfiguration(file, source.text);
  return lintText(analyzer, { file, text: source.text, language });
}

function lintConfiguration(file: string, text: string): Linted {
  const comments = configurationComments(text, suppressionWord);
  return { ...suppress(configurationFindings(file, text), comments, ruleIds), skipped: null };
}

export interface LintedText {
  file: string;
  text: string;
  language: Language;
  /** What was kept of an earlier text of the file. */
  previous?: ParseHandle;
}

/** As `lintFile`, of a text. */
export async function lintText(
  analyzer: Analyzer,
  { file, text, language, previous }: LintedText,
): Promise<Linted> {
  const found = await analyzer.examine(file, text, language, previous);
  if (!text.includes(suppressionWord)) return { ...found, suppressed: [], notes: [] };
  const comments = await analyzer.comments(file, text, language, suppressionWord);
  return { ...suppress(found.findings, comments, ruleIds), skipped: found.skipped };
}

const nothing = { findings: [], suppressed: [], notes: [] };

// Controls, the marks that reorder text, line separators, and what has no width.
const invisible = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\u200b\u2060\ufeff]/gu;

/**
 * Text with every character that would drive the reader's terminal, break a line or make a name read as another shown
 * by its number: `⟨U+001B⟩`. File names may hold any of them; every place that prints a name goes through here.
 */
export function visible(text: string): string {
  return text.replace(invisible, shown);
}

/** The same for text of several lines: line feeds and tabs stay. */
export function visibleLines(text: string): string {
  return text.replace(invisible, letter => (letter === '\n' || letter === '\t' ? letter : shown(letter)));
}

const shown = (letter: string) => `⟨U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`;

/** Text of a source file or a report as Markdown that shows just that text, on one line. */
export const plainMarkdown = (text: string) =>
  visibleLines(text)
    .replace(/[\\`*_{}[\]<>()#+\-.!|~$&]/g, '\\$&')
    .replace(/\s*\n\s*/g, ' ');

/**
 * A command as a shell would take it, so that the person who is asked sees where each word ends. No word can break the
 * line, reorder it or drive the terminal: an assistant writes them.
 */
export const shownCommand = (words: readonly string[]): string => words.map(shownWord).join(' ');

const shownWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${visible(word.replaceAll("'", "'\\''"))}'`;

/** Text as code of one line in Markdown: a blank line would end it, and what follows read as our own words. */
export const inlineCode = (text: string): string => `\`${visible(text).replaceAll('`', "'")}\``;

import { visible } from '../report/visible';

/**
 * A command as a shell would take it, so that the person who is asked sees where each word ends. No word can break the
 * line, reorder it or drive the terminal: an assistant writes them.
 */
export const shownCommand = (words: readonly string[]): string => words.map(shownWord).join(' ');

const shownWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${visible(word.replaceAll("'", "'\\''"))}'`;

/** Text as code of one line in Markdown: a blank line would end it, and what follows read as our own words. */
export const inlineCode = (text: string): string => `\`${visible(text).replaceAll('`', "'")}\``;

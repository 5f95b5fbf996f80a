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

/** A Markdown table; a cell's line breaks become spaces, and its bars are escaped. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replace(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), `|${' --- |'.repeat(columns.length)}`, ...rows.map(line)].join('\n');
}

export const code = (text: string) => `\`${text}\``;

/** A code that a message's place for a value stands in is shown as code; `<` would begin a tag. */
export const escaped = (text: string) => text.replaceAll('<', '&lt;');

/** Lines one tab further in; labels and preprocessor lines stay where they are. */
export const indented = (lines: string[]): string[] =>
  lines.map(line => (line === '' || /^(#|\w+:$)/.test(line) ? line : `\t${line}`));

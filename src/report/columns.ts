// Columns that text takes on a terminal: East Asian letters take two (Unicode Annex 11, wide and fullwidth).

const wideLetter =
  '[\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff01-\\uff60\\uffe0-\\uffe6]';
const wide = new RegExp(wideLetter, 'g');

/** Text of such letters breaks between any two, but not before a sign that ends something. */
const pieces = new RegExp(`${wideLetter}[，。：；、）”]*| +|(?:(?!${wideLetter})[^ ])+`, 'g');

export const columnsOf = (text: string): number => text.length + (text.match(wide)?.length ?? 0);

export const padEnd = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - columnsOf(text)));

export const padStart = (text: string, columns: number): string =>
  ' '.repeat(Math.max(0, columns - columnsOf(text))) + text;

/** Lines of at most `width` columns, broken at spaces and between wide letters; a longer word stands alone. */
export function wrap(text: string, width: number): string[] {
  const found: string[] = [];
  let line = '';
  let space = '';
  for (const piece of text.match(pieces) ?? ['']) {
    if (piece.startsWith(' ')) space = piece;
    else {
      const longer = line + (line === '' ? '' : space) + piece;
      const mayBreak = space !== '' || columnsOf(piece) > piece.length || endsWide(line);
      if (line !== '' && mayBreak && columnsOf(longer) > width) {
        found.push(line);
        line = piece;
      } else line = longer;
      space = '';
    }
  }
  return [...found, line];
}

const endsWide = (line: string) => columnsOf(line.slice(-1)) === 2;

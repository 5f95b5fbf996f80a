/**
 * `select!` holds arms that are no Rust: `pattern = future, if condition => body`. For the parser each becomes two
 * statements of the same length, `pattern = future; body`, in a block that is known as none of plain code. All offsets
 * stay; a text without `select!` stays as it is.
 */
export function withSelectArms(text: string): string {
  if (!text.includes('select!')) return text;
  const signs = text.split('');
  for (const { index, 0: matched } of [...text.matchAll(opening)].slice(0, mostSelects)) {
    const opens = index + matched.length - 1;
    write(signs, index, 'const'.padEnd(opens - index));
    maskArms(text, signs, opens + 1);
  }
  return signs.join('');
}

const opening = /(?:\b\w{1,40}::){0,4}\bselect!\s{0,4}\{/g;
/** More than a person writes: a select that is never closed must not cost the whole file for each. */
const mostSelects = 200;
const longestSelect = 50_000;

const write = (signs: string[], start: number, text: string): void => {
  for (let at = 0; at < text.length; at += 1) if (signs[start + at] !== '\n') signs[start + at] = text[at]!;
};

/** What is passed over as a whole: comments, texts, letters. */
const whole =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|b?r(#*)"[\s\S]*?"\1|b?"(?:[^"\\]|\\[\s\S])*"|b?'(?:[^'\\\n]|\\.[^']*)'/y;

function wholeAt(text: string, at: number): number {
  whole.lastIndex = at;
  const found = whole.exec(text);
  // A raw text begins with a letter that ends no name.
  return found && !(/\w/.test(found[0][0]!) && /\w/.test(text[at - 1] ?? '')) ? found[0].length : 0;
}

/** From behind the opening brace to the closing one. */
function maskArms(text: string, signs: string[], from: number): void {
  let depth = 0;
  /** Where the condition of the arm that is read begins; -1 where it has none. */
  let condition = -1;
  let isHead = true;
  const end = Math.min(text.length, from + longestSelect);
  for (let at = from; at < end; at += 1) {
    const passed = wholeAt(text, at);
    if (passed > 0) {
      at += passed - 1;
      continue;
    }
    const sign = text[at]!;
    if (/[([{]/.test(sign)) depth += 1;
    else if (/[)\]}]/.test(sign)) {
      if (depth === 0) return;
      depth -= 1;
      // A body in braces needs no comma.
      if (depth === 0 && sign === '}' && !isHead && !/^\s*[.?]/.test(text.slice(at + 1, at + 80)))
        isHead = true;
    } else if (depth > 0) continue;
    else if (isHead && /^,\s*if\b/.test(text.slice(at, at + 80))) condition = at;
    else if (isHead && text.startsWith('=>', at)) {
      write(signs, at, '; ');
      if (condition >= 0) write(signs, condition, ';'.padEnd(at + 2 - condition));
      const head = text.slice(text.lastIndexOf('\n', at) + 1, at);
      if (/^\s*(?:else|default|complete)\s*$/.test(head))
        write(signs, at - head.length, ' '.repeat(head.length));
      condition = -1;
      isHead = false;
      at += 1;
    } else if (sign === ',') {
      write(signs, at, ';');
      isHead = true;
    }
  }
}

import type { WholeCalls } from '../calls/wholeFileCalls';
import type { Range } from './matchIndex';
import { inCode } from './matchIndex';

/** UTF-16 units of a call's arguments that are counted; a longer list may hold any number. */
const longestArguments = 400;
/** What stands before a call's bracket: `fs.promises.readFile`, `).read`. */
const calledPath = /[\w.:?)]+$/;
const longestPath = 80;
/** UTF-16 units before a call that are looked at for the end of another statement. */
const longestComment = 2000;

/** Where calls that read all of a source may stand: their words, outside of comments, with as many arguments as they take. */
export function wholeReadsIn(text: string, { words, written, reads }: WholeCalls): Range[] {
  // Where nothing is written, nothing is copied: that is most files, and large ones.
  if (!words.test(text) || !written.test(text)) return [];
  return [...inCode(text, words)].filter(({ start, end }) => {
    const opens = bracketAfter(text, start, end);
    if (opens < 0) return false;
    const named = Math.min(opens, end);
    const [path] = calledPath.exec(text.slice(Math.max(0, named - longestPath), named)) ?? [''];
    const count = argumentsAt(text, opens);
    const isUsed = !isStatement(text, named - path.length);
    return reads.some(
      read =>
        read.path.test(path) &&
        (count === null || count === read.args) &&
        (isUsed || read.into !== undefined),
    );
  });
}

/** Whether a call is a statement, or a declaration: it follows the end of another one, and its value is unused. */
function isStatement(text: string, start: number): boolean {
  let before = text.slice(Math.max(0, start - longestComment), start).trimEnd();
  if (before.endsWith('*/')) before = before.slice(0, before.lastIndexOf('/*')).trimEnd();
  const line = before.slice(before.lastIndexOf('\n') + 1);
  // Behind `//` or `#` any sign may stand, and the statement goes on.
  return /[;}]$/.test(line) && !/\/\/|#/.test(line) && /\w/.test(text[start] ?? '');
}

/** Offset of the bracket that opens a call's arguments: inside the words, or behind them and type arguments; else -1. */
function bracketAfter(text: string, start: number, end: number): number {
  const inside = text.slice(start, end).indexOf('(');
  if (inside >= 0) return start + inside;
  const [before] = /^\s*(?:::)?(?:<[^<>()]*>)?\s*/.exec(text.slice(end, end + longestPath)) ?? [''];
  return text[end + before.length] === '(' ? end + before.length : -1;
}

/** How many arguments a call has, by its commas outside of brackets and quotes; null where its end is far away. */
function argumentsAt(text: string, opens: number): number | null {
  const inner = text
    .slice(opens + 1, opens + longestArguments)
    .replace(/(["'`])(?:\\.|(?!\1)[^\\\n])*\1/g, 'x');
  let depth = 0;
  let count = 0;
  let isEmpty = true;
  for (const sign of inner) {
    if (/[([{]/.test(sign)) depth += 1;
    if (/[)\]}]/.test(sign)) {
      if (depth === 0) return isEmpty ? count : count + 1;
      depth -= 1;
    }
    if (sign === ',' && depth === 0) {
      count += 1;
      isEmpty = true;
    } else if (!/\s/.test(sign)) isEmpty = false;
  }
  return null;
}

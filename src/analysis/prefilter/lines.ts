import { firstAtLeast } from './matchIndex';

const code = { tab: 9, space: 32, open: 123, close: 125 };
/** How a line begins that says nothing about where a block ends: empty, a comment, the preprocessor, a closing bracket. */
const silent = new Set([...'\r\n{})]#*/', ''].map(sign => sign.charCodeAt(0)));

/** The lines of a text: how far each is indented, and the braces it leaves open. Nothing is parsed. */
export class Lines {
  private readonly starts: number[] = [];
  /** Columns of white space; a tab reaches to the next eighth. */
  private readonly columns: number[] = [];
  /** The first sign that is no white space; NaN at the text's end. */
  private readonly signs: number[] = [];
  private readonly braces: number[] = [];
  private steps = 0;

  constructor(readonly text: string) {
    for (let at = 0; at <= text.length; ) at = this.add(at);
  }

  /** Reads the line that begins at `start`; gives where the next one does. */
  private add(start: number): number {
    const { text } = this;
    let at = start;
    let columns = 0;
    for (
      let sign = text.charCodeAt(at);
      sign === code.space || sign === code.tab;
      sign = text.charCodeAt(at)
    ) {
      columns += sign === code.tab ? 8 - (columns % 8) : 1;
      at += 1;
    }
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    this.starts.push(start);
    this.columns.push(columns);
    this.signs.push(text.charCodeAt(at));
    this.braces.push(bracesIn(text, at, end));
    return end + 1;
  }

  /** So many ranges were walked through that the answers must not be waited for: braces in texts, or no indentation. */
  get isTangled(): boolean {
    return this.steps > 50 * this.starts.length + 10_000;
  }

  private lineOf(offset: number): number {
    return firstAtLeast(this.starts, offset + 1) - 1;
  }

  private endOf(line: number): number {
    return line + 1 < this.starts.length ? this.starts[line + 1]! - 1 : this.text.length;
  }

  /** Row and column of an offset, both 0-based. */
  pointAt(offset: number): { row: number; column: number } {
    const row = this.lineOf(offset);
    return { row, column: offset - this.starts[row]! };
  }

  /** Beginning and end of the line around an offset. */
  around(offset: number): [number, number] {
    const line = this.lineOf(offset);
    return [this.starts[line]!, this.endOf(line)];
  }

  /** As `reach`, of what has a head in brackets: a body without braces that is not indented belongs to it. */
  reachWithBody(offset: number): number {
    let start = offset;
    let end = this.reach(start);
    while (end + 1 < this.text.length && isHead(this.text.slice(start, end))) {
      start = end + 1;
      end = this.reach(start);
    }
    return end;
  }

  /** Where what begins at an offset ends: once its braces are closed, before a line indented no more than its own. */
  reach(offset: number): number {
    const first = this.lineOf(offset);
    let open = bracesIn(this.text, offset, this.endOf(first));
    let line = first + 1;
    for (; line < this.starts.length && !this.isTangled; line += 1) {
      this.steps += 1;
      if (open <= 0 && this.endsBefore(line, this.columns[first]!)) break;
      open += this.braces[line]!;
    }
    return this.endOf(line - 1);
  }

  private endsBefore(line: number, columns: number): boolean {
    if (!silent.has(this.signs[line]!)) return this.columns[line]! <= columns;
    return this.signs[line] === code.close && this.columns[line]! < columns;
  }
}

/** Whether a text is the head of a loop or a condition alone: its bracket closes where the text ends, but for a comment. */
function isHead(text: string): boolean {
  const head = /^\s*(?:else\s+)?(?:for|foreach|while|if)\s*(\([^{}]*\))[ \t]*(?:\/[/*].*)?\r?$/.exec(
    text,
  )?.[1];
  if (head === undefined) return false;
  let open = 0;
  for (let at = 0; at < head.length; at += 1) {
    if (head[at] === '(') open += 1;
    else if (head[at] === ')') open -= 1;
    if (open === 0) return at === head.length - 1;
  }
  return false;
}

/** Braces opened and not closed between two offsets; those of strings and comments count too. */
function bracesIn(text: string, start: number, end: number): number {
  let open = 0;
  for (let at = start; at < end; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === code.open) open += 1;
    else if (sign === code.close) open -= 1;
  }
  return open;
}

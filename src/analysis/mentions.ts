/** Where the words of a pattern stand in a text: found in one pass, then asked for any range of it. */
export class Mentions {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  /** `takes` says which matches count. */
  constructor(text: string, pattern: RegExp, takes: (match: RegExpExecArray) => boolean = () => true) {
    const words = new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}g`);
    for (let match = words.exec(text); match; match = words.exec(text)) {
      // An empty match would be found for ever.
      if (match[0] === '') words.lastIndex += 1;
      else if (takes(match)) {
        this.starts.push(match.index);
        this.ends.push(match.index + match[0].length);
      }
    }
  }

  get none(): boolean {
    return this.starts.length === 0;
  }

  /** Whether one stands wholly inside [start, end). */
  within(start: number, end: number): boolean {
    const first = firstAtLeast(this.starts, start);
    return first < this.ends.length && this.ends[first]! <= end;
  }
}

/** Place of the first value of a sorted list that is at least `least`; the list's length where there is none. */
export function firstAtLeast(sorted: readonly number[], least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A source of random numbers that is the same for the same seed (mulberry32). */
export class Random {
  constructor(private state: number) {}

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number in [0, below). */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }
}

/** Bytes in which sources are broken: UTF-8 or no longer. */
type Mutation = (bytes: Buffer, random: Random) => Buffer;

/** A range of some 1 to 200 bytes. */
function range(bytes: Buffer, random: Random): [number, number] {
  const start = random.below(bytes.length + 1);
  return [start, Math.min(bytes.length, start + 1 + random.below(random.of([4, 40, 200])))];
}

const put = (bytes: Buffer, at: number, piece: Buffer | string): Buffer =>
  Buffer.concat([bytes.subarray(0, at), Buffer.from(piece as string), bytes.subarray(at)]);

const remove: Mutation = (bytes, random) => {
  const [start, end] = range(bytes, random);
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
};

const duplicate: Mutation = (bytes, random) => {
  const [start, end] = range(bytes, random);
  return put(bytes, random.next() < 0.5 ? end : random.below(bytes.length + 1), bytes.subarray(start, end));
};

const swap: Mutation = (bytes, random) => {
  const cuts = [0, 0, 0, 0].map(() => random.below(bytes.length + 1)).sort((a, b) => a - b);
  const [a, b, c, d] = cuts as [number, number, number, number];
  const part = (from: number, to: number) => bytes.subarray(from, to);
  return Buffer.concat([part(0, a), part(c, d), part(b, c), part(a, b), part(d, bytes.length)]);
};

const flipBits: Mutation = (bytes, random) => {
  const flipped = Buffer.from(bytes);
  for (let left = 1 + random.below(4); left > 0 && flipped.length > 0; left -= 1)
    flipped[random.below(flipped.length)]! ^= 1 << random.below(8);
  return flipped;
};

const words =
  '( ) { } [ ] ; , = " \' ` /* */ // # while for return if else => -> :: < > & * @ $ \\ ~ !'.split(' ');
const insert: Mutation = (bytes, random) => put(bytes, random.below(bytes.length + 1), random.of(words));
const truncate: Mutation = (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1));
const startLate: Mutation = (bytes, random) => bytes.subarray(random.below(bytes.length + 1));

/** Whole lines go, as while someone edits. */
const dropLines: Mutation = (bytes, random) => {
  const lines = bytes.toString('latin1').split('\n');
  lines.splice(random.below(lines.length), 1 + random.below(3));
  return Buffer.from(lines.join('\n'), 'latin1');
};

const lineEnds: Mutation = (bytes, random) =>
  Buffer.from(
    bytes.toString('latin1').replace(/\n/g, () => random.of(['\n', '\r\n', '\r\n', '\r'])),
    'latin1',
  );
const mark: Mutation = bytes => put(bytes, 0, Buffer.of(0xef, 0xbb, 0xbf));
const notUtf8: Mutation = (bytes, random) =>
  put(bytes, random.below(bytes.length + 1), Buffer.of(random.of([0xff, 0xc3, 0xed, 0xf4]), 0x80));
const binary: Mutation = (bytes, random) => put(bytes, random.below(bytes.length + 1), Buffer.alloc(3));
const astral: Mutation = (bytes, random) => put(bytes, random.below(bytes.length + 1), '/* 😀 */');

const nested: Mutation = (bytes, random) => {
  const [open, close] = random.of(['()', '[]', '{}', '<>', '-1', '!x']);
  const deep = open!.repeat(10_000) + (random.next() < 0.5 ? close!.repeat(10_000) : '');
  return put(bytes, random.below(bytes.length + 1), deep);
};
const longLine: Mutation = (bytes, random) =>
  put(
    bytes,
    random.below(bytes.length + 1),
    random
      .of(['x', 'read', 'f(', ' '])
      .repeat(1 << 20)
      .slice(0, 1 << 20),
  );
/** Long, but not so long that it counts as minified. */
const longWords: Mutation = (bytes, random) =>
  put(bytes, random.below(bytes.length + 1), `${random.of(['x', 'read', 'write(', '\\', '"'])}`.repeat(3000));

const common = [remove, duplicate, swap, flipBits, insert, insert, truncate, startLate, dropLines, dropLines];
const odd = [lineEnds, lineEnds, mark, notUtf8, binary, astral];
const huge = [nested, nested, longLine, longWords];

/**
 * A broken version of a source. Most are cut to some lines of it first, so that many can be tried; one in 400 gets
 * something huge.
 */
export function mutated(source: Buffer, random: Random): Buffer {
  let bytes = random.next() < 0.8 ? someLines(source, random) : source;
  for (let left = random.below(4); left > 0; left -= 1) bytes = random.of(common)(bytes, random);
  if (random.next() < 0.2) bytes = random.of(odd)(bytes, random);
  if (random.next() < 0.0025) bytes = random.of(huge)(bytes, random);
  return bytes;
}

/** The head of a file, where its imports are, and 10 to 70 lines from anywhere. */
function someLines(source: Buffer, random: Random): Buffer {
  const lines = source.toString('latin1').split('\n');
  const start = random.below(lines.length);
  const head = random.next() < 0.7 ? lines.slice(0, Math.min(12, start)) : [];
  return Buffer.from([...head, ...lines.slice(start, start + 10 + random.below(60))].join('\n'), 'latin1');
}

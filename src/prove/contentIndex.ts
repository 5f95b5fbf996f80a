/** Bytes between the places of a file that the index knows; longer in files of more than 8 MiB. */
const shortestStep = 64;
const slotBits = 18;
const slots = 1 << slotBits;

/** Bytes by which a place of random content is recognised. Sixteen equal ones by chance: once in 2^128 places. */
export const recognisable = 16;

/**
 * Finds any part of a file in a stream by one look at each byte of the stream: a table holds the first word of every 64th
 * byte of the file. Searching the file for pieces of the stream took minutes where a server sent other bytes.
 */
export class ContentIndex {
  private readonly offsets = new Int32Array(slots).fill(-1);

  private constructor(private readonly content: Buffer) {
    const step = Math.max(shortestStep, Math.ceil((content.length * 2) / slots));
    for (let offset = 0; offset + recognisable <= content.length; offset += step)
      this.offsets[slotOf(content, offset)] = offset;
  }

  private static readonly known = new WeakMap<Buffer, ContentIndex>();

  static of(content: Buffer): ContentIndex {
    const known = ContentIndex.known.get(content) ?? new ContentIndex(content);
    ContentIndex.known.set(content, known);
    return known;
  }

  /** The offset in the file of the sixteen bytes at `at`; -1 where the index does not know them. */
  find(stream: Buffer, at: number): number {
    const offset = this.offsets[slotOf(stream, at)]!;
    if (offset < 0) return -1;
    const end = offset + recognisable;
    return stream.compare(this.content, offset, end, at, at + recognisable) === 0 ? offset : -1;
  }
}

/** The table's place of the four bytes at `at` (Fibonacci hashing). */
function slotOf(bytes: Buffer, at: number): number {
  const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  return Math.imul(word, 0x9e3779b1) >>> (32 - slotBits);
}

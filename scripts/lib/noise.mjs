// Random content for files, shared by tests, benchmarks and the example.
import { closeSync, openSync, writeSync } from 'node:fs';

const blockBytes = 1 << 20;

/** Pseudo-random bytes, the same for the same seed: Marsaglia's xorshift, 32 bits at a time. */
class Noise {
  #state;

  constructor(seed) {
    this.#state = seed | 0 || 1;
  }

  /** @param {number} bytes */
  next(bytes) {
    const words = new Int32Array(Math.ceil(bytes / 4));
    let state = this.#state;
    for (let at = 0; at < words.length; at += 1) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      words[at] = state;
    }
    this.#state = state;
    return Buffer.from(words.buffer, 0, bytes);
  }
}

/**
 * Random content: a shifted or repeated chunk is detected, and no filesystem compresses it.
 * @param {number} bytes
 */
export const noise = (bytes, seed = 1) => new Noise(seed).next(bytes);

/**
 * Writes a file of random bytes, block by block.
 * @param {string} path
 * @param {number} bytes
 */
export function writeNoise(path, bytes, seed = 1) {
  const file = openSync(path, 'w');
  try {
    const source = new Noise(seed);
    for (let written = 0; written < bytes; written += blockBytes)
      writeSync(file, source.next(Math.min(blockBytes, bytes - written)));
  } finally {
    closeSync(file);
  }
}

import * as fs from 'node:fs';
import type { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';

// No more than a limit: the last chunk is cut.
export async function first(path: string, out: Writable, limit: number): Promise<void> {
  let left = limit;
  for await (const chunk of fs.createReadStream(path)) { // expect: tidy-copy replaceable file-to-unknown - user-space no-fix
    if (left <= 0) break;
    const part = chunk.length > left ? chunk.subarray(0, left) : chunk;
    out.write(part);
    left -= part.length;
  }
}

// The head of the first chunk is left out.
export async function body(path: string, out: Writable): Promise<void> {
  let begun = false;
  for await (const chunk of fs.createReadStream(path)) {
    const part = begun ? chunk : chunk.subarray(16);
    begun = true;
    out.write(part);
  }
}

// Some chunks are packed, or replaced.
export async function packed(path: string, out: Writable, small: number): Promise<void> {
  for await (const chunk of fs.createReadStream(path)) {
    const part = chunk.length > small ? gzipSync(chunk) : chunk;
    out.write(part);
  }
}

export async function replaced(path: string, out: Writable, other: Buffer): Promise<void> {
  for await (const chunk of fs.createReadStream(path)) {
    const part = chunk.length > 100 ? other : chunk;
    out.write(part);
  }
}

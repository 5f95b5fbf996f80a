import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

export async function copyPart(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from, { start: 10, end: 99 }), createWriteStream(to, { flags: 'a' }));
}

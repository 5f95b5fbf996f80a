import * as fs from 'node:fs';
import { Writable } from 'node:stream';

interface Remote {
  write(chunk: Buffer): void;
}

class Masked extends Writable {}

export async function push(path: string, remote: Remote): Promise<void> {
  for await (const chunk of fs.createReadStream(path)) remote.write(chunk); // expect: copy-loop inspected
}

export async function mask(path: string, masked: Masked): Promise<void> {
  for await (const chunk of fs.createReadStream(path)) masked.write(chunk); // expect: tidy-copy replaceable
}

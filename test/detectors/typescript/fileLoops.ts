import * as fs from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

const KIB = 1024;

export function duplicate(source: string, target: string): number {
  const src: number = fs.openSync(source, 'r');
  const dst: number = fs.openSync(target, 'w');
  const buffer: Buffer = Buffer.alloc(64 * KIB);
  let total = 0;
  let n: number;
  while ((n = fs.readSync(src, buffer, 0, buffer.length, null)) !== 0) { // expect: copy-loop replaceable file-to-file 65536 kernel
    fs.writeSync(dst, buffer, 0, n);
    total += n;
  }
  fs.closeSync(src);
  fs.closeSync(dst);
  return total;
}

export function chunked(source: string, target: string): void {
  const chunkSize = 10 * KIB;
  const buffer = Buffer.allocUnsafe(chunkSize);
  const input = fs.openSync(source, fs.constants.O_RDONLY);
  const output = fs.openSync(target, fs.constants.O_WRONLY | fs.constants.O_CREAT | fs.constants.O_TRUNC);
  for (let offset = 0, read = 1; read > 0; offset += read) { // expect: copy-loop replaceable file-to-file 10240 kernel
    read = fs.readSync(input, buffer, 0, chunkSize, offset);
    fs.writeSync(output, buffer, 0, read, offset);
  }
  fs.closeSync(input);
  fs.closeSync(output);
}

export function doWhile(source: string, target: string): void {
  const input = fs.openSync(source, 'r');
  const output = fs.openSync(target, 'w');
  const bytes = new Uint8Array(4096);
  let read: number;
  do { // expect: copy-loop replaceable file-to-file 4096 kernel
    read = fs.readSync(input, bytes);
    if (read > 0) fs.writeSync(output, bytes.subarray(0, read));
  } while (read > 0);
  fs.closeSync(input);
  fs.closeSync(output);
}

export async function byHandles(source: string, target: string, report?: (done: number) => void): Promise<void> {
  const src = await open(source, 'r');
  const dst = await open(target, 'w');
  const buffer = Buffer.alloc(16_384);
  let done = 0;
  for (;;) { // expect: copy-loop replaceable file-to-file 16384 kernel
    const { bytesRead } = await src.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) break;
    await dst.write(buffer, 0, bytesRead);
    done += bytesRead;
    report?.(done);
  }
  await Promise.all([src.close(), dst.close()]);
}

export async function byResult(source: string, target: string): Promise<void> {
  const src = await open(source);
  const dst = await open(target, 'w');
  const buffer = Buffer.alloc(8 * KIB);
  let result = await src.read(buffer, 0, buffer.byteLength, null);
  while (result.bytesRead > 0) { // expect: copy-loop replaceable file-to-file 8192 kernel
    await dst.write(buffer, 0, result.bytesRead);
    result = await src.read(buffer, 0, buffer.byteLength, null);
  }
  await src.close();
  await dst.close();
}

async function writeFully(handle: FileHandle, data: Buffer): Promise<void> {
  let at = 0;
  while (at < data.length) {
    const { bytesWritten } = await handle.write(data, at, data.length - at);
    at += bytesWritten;
  }
}

export async function viaHelper(source: string, target: string): Promise<void> {
  const src = await open(source);
  const dst = await open(target, 'w');
  const buffer = Buffer.alloc(2 * KIB);
  while (true) { // expect: copy-loop replaceable file-to-file 2048 kernel
    const { bytesRead } = await src.read(buffer, 0, 2 * KIB, null);
    if (!bytesRead) break;
    await writeFully(dst, buffer.subarray(0, bytesRead));
  }
  await src.close();
  await dst.close();
}

// Cancelled between two chunks; the fix must say that this would be lost.
export async function abortable(source: string, target: string, signal: AbortSignal): Promise<void> {
  const src = await open(source);
  const dst = await open(target, 'w');
  const buffer = Buffer.alloc(1 << 20);
  while (!signal.aborted) { // expect: copy-loop replaceable file-to-file 1048576 kernel
    const { bytesRead } = await src.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) break;
    await dst.write(buffer, 0, bytesRead);
  }
  await src.close();
  await dst.close();
}

export async function walk(source: string, target: string): Promise<void> {
  const output = fs.createWriteStream(target);
  for await (const chunk of fs.createReadStream(source)) { // expect: copy-loop replaceable file-to-file - kernel
    output.write(chunk as Buffer);
  }
  output.end();
}

export class Copier {
  private readonly input: fs.ReadStream;
  private readonly output: fs.WriteStream;
  private moved = 0;

  constructor(source: string, target: string) {
    this.input = fs.createReadStream(source);
    this.output = fs.createWriteStream(target);
  }

  start(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.input.on('data', (chunk: string | Buffer) => { // expect: copy-loop replaceable file-to-file - kernel
        this.moved += chunk.length;
        if (!this.output.write(chunk)) this.input.pause();
      });
      this.output.on('drain', () => this.input.resume());
      this.input.on('end', () => this.output.end(() => resolve(this.moved)));
      this.input.on('error', reject);
    });
  }
}

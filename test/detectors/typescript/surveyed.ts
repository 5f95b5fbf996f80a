// Shapes that a survey of little-known programs brought up, written anew.
import * as fs from 'fs';
import * as net from 'node:net';
import { promises as fsp } from 'node:fs';
export async function limited(src: fsp.FileHandle, dst: fsp.FileHandle, length: number): Promise<void> {
  const buffer = Buffer.allocUnsafe(65536);
  let left = length;
  while (left > 0) { // expect: tidy-copy replaceable
    const { bytesRead } = await src.read(buffer, 0, Math.min(left, buffer.length), null);
    if (bytesRead === 0) break;
    await dst.write(buffer, 0, bytesRead);
    left -= bytesRead;
  }
}
export function limitedSync(src: number, dst: number, start: number, end: number): void {
  const buffer = Buffer.alloc(64 * 1024);
  let pos = start;
  while (pos < end) { // expect: tidy-copy replaceable
    const want = Math.min(buffer.length, end - pos);
    const n = fs.readSync(src, buffer, 0, want, pos);
    if (n <= 0) break;
    fs.writeSync(dst, buffer, 0, n);
    pos += n;
  }
}
export async function limitedStream(src: AsyncIterable<Buffer>, dst: fs.WriteStream, max: number) {
  let total = 0;
  for await (const chunk of src) { // expect: tidy-copy replaceable
    total += chunk.length;
    if (total > max) {
      dst.destroy();
      throw new Error('limit');
    }
    if (!dst.write(chunk)) {
      await new Promise<void>(resolve => dst.once('drain', () => resolve()));
    }
  }
}
export async function body(response: Response, file: fs.WriteStream): Promise<void> {
  const reader = response.body!.getReader();
  for (;;) { // expect: tidy-copy replaceable
    const { value, done } = await reader.read();
    if (done) break;
    file.write(value);
  }
}
export async function progress(response: Response, file: fsp.FileHandle, onProgress: (n: number) => void) {
  let received = 0;
  for await (const chunk of response.body as any) { // expect: tidy-copy replaceable
    await file.write(chunk);
    received += chunk.length;
    onProgress(received);
  }
}
class Tunnel {
  private remote?: net.Socket;
  private client = new net.Socket();
  start() {
    this.client.on('data', (data: Buffer) => this.remote?.write(data)); // expect: tidy-copy replaceable
    this.remote!.on('data', (data: Buffer) => { // expect: tidy-copy replaceable
      this.client.write(data);
    });
  }
}
declare namespace Deno {
  interface Reader {
    read(buffer: Uint8Array): Promise<number | null>;
  }
  interface Writer {
    write(bytes: Uint8Array): Promise<number>;
  }
}
export function deno(src: Deno.Reader, dst: Deno.Writer) {
  return (async () => {
    const buf = new Uint8Array(1024);
    while (true) { // expect: tidy-copy replaceable
      const n = await src.read(buf);
      if (n === null) break;
      await dst.write(buf.subarray(0, n));
    }
  })();
}

import { createCipheriv, createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream, readSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Transform, type Writable } from 'node:stream';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { createGzip } from 'node:zlib';

export async function hashed(source: string, target: string): Promise<string> {
  const hash: Hash = createHash('sha256');
  const out = createWriteStream(target);
  for await (const chunk of createReadStream(source)) { // expect: copy-loop inspected file-to-file
    hash.update(chunk);
    out.write(chunk);
  }
  return hash.digest('hex');
}

export async function hashedByHandle(source: string, target: string): Promise<string> {
  const src = await open(source);
  const dst = await open(target, 'w');
  const hash = createHash('sha1');
  const buffer = Buffer.alloc(65536);
  while (true) { // expect: copy-loop inspected file-to-file 65536
    const { bytesRead } = await src.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    await dst.write(buffer, 0, bytesRead);
  }
  return hash.digest('hex');
}

export function logged(from: Socket, to: Socket): void {
  from.on('data', (data) => { // expect: copy-loop inspected socket-to-socket
    console.debug(data.toString('hex'));
    to.write(data);
  });
}

export async function tee(source: string, first: Writable, second: Writable): Promise<void> {
  for await (const chunk of createReadStream(source)) { // expect: copy-loop inspected file-to-unknown
    first.write(chunk);
    second.write(chunk);
  }
}

export async function countLines(source: string, target: string): Promise<number> {
  const out = createWriteStream(target);
  let lines = 0;
  for await (const chunk of createReadStream(source)) { // expect: copy-loop inspected file-to-file
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines++;
    out.write(chunk);
  }
  return lines;
}

export async function upper(source: string, target: string): Promise<void> {
  const out = createWriteStream(target);
  for await (const chunk of createReadStream(source)) { // expect: copy-loop transformed file-to-file
    out.write(String(chunk).toUpperCase());
  }
}

export function scramble(src: number, dst: number, key: number): void {
  const buffer = Buffer.alloc(4096);
  let n: number;
  while ((n = readSync(src, buffer)) > 0) { // expect: copy-loop transformed
    for (let i = 0; i < n; i++) buffer[i] = buffer[i]! ^ key;
    writeSync(dst, buffer, 0, n);
  }
}

export async function framed(socket: Socket, path: string): Promise<void> {
  for await (const chunk of createReadStream(path)) { // expect: copy-loop transformed file-to-socket
    const head = Buffer.alloc(4);
    head.writeUInt32LE(chunk.length);
    socket.write(head);
    socket.write(chunk);
  }
}

export async function overTls(host: string, path: string): Promise<void> {
  const socket: TLSSocket = connectTls(443, host);
  for await (const chunk of createReadStream(path)) { // expect: copy-loop encrypted file-to-socket
    socket.write(chunk);
  }
  socket.end();
}

export async function compressed(path: string, res: ServerResponse): Promise<void> {
  const gzip = createGzip();
  gzip.pipe(res);
  for await (const chunk of createReadStream(path)) { // expect: copy-loop encrypted
    gzip.write(chunk);
  }
  gzip.end();
}

export async function encrypted(source: string, target: string, key: Buffer, iv: Buffer): Promise<void> {
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const out = createWriteStream(target);
  for await (const chunk of createReadStream(source)) { // expect: copy-loop encrypted file-to-file
    out.write(cipher.update(chunk));
  }
  out.end(cipher.final());
}

// From here on nothing relays.
export async function digest(path: string): Promise<string> {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('base64');
}

export async function text(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

export async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const reader = stream.getReader();
  let all = new Uint8Array(0);
  while (true) {
    const { done, value } = await reader.read();
    if (done) return all;
    const next = new Uint8Array(all.length + value.length);
    next.set(all);
    next.set(value, all.length);
    all = next;
  }
}

export async function lines(stream: ReadableStream<Uint8Array>, each: (line: string) => void): Promise<void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let pending = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pending += decoder.decode(value, { stream: true });
    const parts = pending.split('\n');
    pending = parts.pop() ?? '';
    parts.forEach(each);
  }
}

interface Reply {
  status: 'ok' | 'error';
  value?: string;
}

export function serve(socket: Socket, answer: (request: unknown) => Reply): void {
  socket.on('data', (data) => {
    const reply = answer(JSON.parse(data.toString()));
    socket.write(`${JSON.stringify(reply)}\n`);
  });
}

export function rows(res: ServerResponse, table: readonly (readonly string[])[]): void {
  for (const row of table) {
    res.write(`${row.join(',')}\r\n`);
  }
  res.end();
}

export class Upper extends Transform {
  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.push(chunk.toString().toUpperCase());
    done();
  }
}

export function same(a: number, b: number): boolean {
  const [left, right] = [Buffer.alloc(4096), Buffer.alloc(4096)];
  for (;;) {
    const n = readSync(a, left);
    const m = readSync(b, right);
    if (n !== m || left.compare(right, 0, m, 0, n) !== 0) return false;
    if (n === 0) return true;
  }
}

export function fill(fd: number, target: Uint8Array): number {
  let at = 0;
  while (at < target.length) {
    const n = readSync(fd, target, at, target.length - at, null);
    if (n === 0) break;
    at += n;
  }
  return at;
}

export function batches(events: readonly object[], socket: Socket, size: number): void {
  for (let at = 0; at < events.length; at += size) {
    const batch = events.slice(at, at + size);
    socket.write(Buffer.from(JSON.stringify(batch)));
  }
}

export async function enqueue(stream: AsyncIterable<Buffer>, queue: Buffer[]): Promise<void> {
  for await (const chunk of stream) queue.push(chunk);
}

export function frames(socket: Socket, onFrame: (frame: Buffer) => void): void {
  let held = Buffer.alloc(0);
  socket.on('data', (data: Buffer) => {
    held = Buffer.concat([held, data]);
    for (let end = held.indexOf(0); end >= 0; end = held.indexOf(0)) {
      onFrame(held.subarray(0, end));
      held = held.subarray(end + 1);
    }
  });
}

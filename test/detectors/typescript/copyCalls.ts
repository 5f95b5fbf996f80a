import * as fs from 'node:fs';
import { copyFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { createBrotliCompress } from 'node:zlib';

// pipe() to a socket: the copies stay, but pipeline ends both when one fails.
export function send(res: ServerResponse, path: string): void {
  res.setHeader('Content-Type', 'application/octet-stream');
  fs.createReadStream(path).pipe(res); // expect: tidy-copy replaceable file-to-socket - user-space
}

export function push(socket: Socket, path: string): void {
  const file: fs.ReadStream = fs.createReadStream(path);
  file.on('error', () => socket.destroy());
  file.pipe(socket); // expect: tidy-copy replaceable file-to-socket - user-space
}

// From file to file fs.copyFile asks the kernel.
export async function duplicate(source: string, target: string): Promise<void> {
  await pipeline(fs.createReadStream(source), fs.createWriteStream(target)); // expect: copy-call replaceable file-to-file - kernel
}

export function duplicateByPipe(source: string, target: string): fs.WriteStream {
  const output = fs.createWriteStream(target);
  return fs.createReadStream(source).pipe(output); // expect: copy-call replaceable file-to-file - kernel
}

// Right as they are, from here on.
export const sendTidy = (res: ServerResponse, path: string): Promise<void> =>
  pipeline(fs.createReadStream(path), res);

export const receive = (req: IncomingMessage, path: string): Promise<void> =>
  pipeline(req, fs.createWriteStream(path));

export const compress = (source: string, target: string): Promise<void> =>
  pipeline(fs.createReadStream(source), createBrotliCompress(), fs.createWriteStream(target));

export const copyPaths = (source: string, target: string): Promise<void> => copyFile(source, target);

export async function webPipe(from: ReadableStream<Uint8Array>, to: WritableStream<Uint8Array>): Promise<void> {
  await from.pipeTo(to);
}

export async function range(source: string, target: string, start: number): Promise<void> {
  await pipeline(fs.createReadStream(source, { start }), fs.createWriteStream(target));
}

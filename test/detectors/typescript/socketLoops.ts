import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import type { ReadableStream } from 'node:stream/web';

export async function send(res: ServerResponse, path: string): Promise<void> {
  for await (const chunk of createReadStream(path)) { // expect: tidy-copy replaceable file-to-socket - user-space
    if (!res.write(chunk)) await once(res, 'drain');
  }
  res.end();
}

export async function sendByHandle(socket: Socket, path: string): Promise<number> {
  const handle = await open(path);
  const buffer = Buffer.alloc(32 * 1024);
  let sent = 0;
  while (true) { // expect: tidy-copy replaceable file-to-socket 32768 user-space
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) break;
    await new Promise<void>((resolve, reject) =>
      socket.write(buffer.subarray(0, bytesRead), (error) => (error ? reject(error) : resolve())),
    );
    sent += bytesRead;
  }
  await handle.close();
  return sent;
}

export function sendByEvents(socket: Socket, path: string): void {
  const file = createReadStream(path);
  file.on('data', (chunk) => { // expect: tidy-copy replaceable file-to-socket - user-space
    if (!socket.write(chunk)) file.pause();
  });
  socket.on('drain', () => file.resume());
  file.on('end', () => socket.end());
}

export async function receive(req: IncomingMessage, path: string, limit: number): Promise<number> {
  const out = createWriteStream(path);
  let total = 0;
  for await (const chunk of req) { // expect: tidy-copy replaceable socket-to-file - user-space
    total += chunk.length;
    if (total > limit) throw new RangeError(`more than ${limit} bytes`);
    out.write(chunk);
  }
  out.end();
  return total;
}

export async function receiveToHandle(req: IncomingMessage, path: string): Promise<void> {
  const handle = await open(path, 'w');
  for await (const chunk of req) { // expect: tidy-copy replaceable socket-to-file - user-space
    await handle.write(chunk);
  }
  await handle.close();
}

export async function download(url: string, path: string): Promise<void> {
  const response = await fetch(url);
  if (!response.body) throw new Error(`${url} has no body`);
  const reader = response.body.getReader();
  const out = createWriteStream(path);
  for (let part = await reader.read(); !part.done; part = await reader.read()) { // expect: tidy-copy replaceable socket-to-file - user-space
    out.write(part.value);
  }
  out.end();
}

export async function fromWeb(stream: ReadableStream<Uint8Array>, path: string): Promise<void> {
  const out = createWriteStream(path);
  for await (const chunk of stream) { // expect: tidy-copy replaceable unknown-to-file - user-space
    out.write(chunk);
  }
  out.end();
}

export function proxy(port: number, target: { host: string; port: number }): void {
  createServer((client: Socket) => {
    const upstream: Socket = connect(target.port, target.host);
    client.on('data', (data: Buffer) => { // expect: tidy-copy replaceable socket-to-socket - user-space
      if (!upstream.write(data)) client.pause();
    });
    upstream.on('data', (data: Buffer) => { // expect: tidy-copy replaceable socket-to-socket - user-space
      if (!client.write(data)) upstream.pause();
    });
    client.on('drain', () => upstream.resume());
    upstream.on('drain', () => client.resume());
  }).listen(port);
}

export async function pump(from: Socket, to: Socket): Promise<void> {
  for await (const data of from) { // expect: tidy-copy replaceable socket-to-socket - user-space
    if (!to.write(data)) await once(to, 'drain');
  }
  to.end();
}

export function echo(socket: Socket): void {
  socket.on('data', (data) => socket.write(data)); // expect: tidy-copy replaceable socket-to-socket - user-space
}

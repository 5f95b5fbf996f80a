import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';

export async function relay(source: Readable, sink: Writable): Promise<number> {
  let bytes = 0;
  for await (const chunk of source) { // expect: tidy-copy replaceable unknown-to-unknown - user-space
    bytes += chunk.length;
    if (!sink.write(chunk)) await once(sink, 'drain');
  }
  return bytes;
}

export function relayByEvents(source: NodeJS.ReadableStream, sink: NodeJS.WritableStream): void {
  source.on('data', (chunk: Buffer) => { // expect: tidy-copy replaceable unknown-to-unknown - user-space
    sink.write(chunk);
  });
  source.on('end', () => sink.end());
}

export async function relayIterable(chunks: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  const out = createWriteStream(path);
  for await (const chunk of chunks) { // expect: tidy-copy replaceable unknown-to-file - user-space
    out.write(chunk);
  }
  out.end();
}

export async function relayWeb(
  readable: ReadableStream<Uint8Array>,
  writable: WritableStream<Uint8Array>,
): Promise<void> {
  const reader = readable.getReader();
  const writer = writable.getWriter();
  while (true) { // expect: tidy-copy replaceable unknown-to-unknown - user-space
    const { value, done } = await reader.read();
    if (done) break;
    await writer.write(value);
  }
  await writer.close();
}

export function capture(child: ChildProcessWithoutNullStreams, path: string): void {
  const log = createWriteStream(path);
  child.stdout.on('data', (data: Buffer) => { // expect: tidy-copy replaceable pipe-to-file - user-space
    log.write(data);
  });
}

export async function feed(command: string, path: string): Promise<void> {
  const child = spawn(command, { stdio: ['pipe', 'inherit', 'inherit'] });
  for await (const chunk of createReadStream(path)) { // expect: tidy-copy replaceable file-to-pipe - user-space
    child.stdin.write(chunk);
  }
  child.stdin.end();
}

export async function show(path: string): Promise<void> {
  for await (const chunk of createReadStream(path)) { // expect: tidy-copy replaceable file-to-pipe - user-space
    process.stdout.write(chunk);
  }
}

export class Exporter {
  constructor(private readonly sink: Writable) {}

  async add(path: string): Promise<void> {
    for await (const chunk of createReadStream(path)) { // expect: tidy-copy replaceable file-to-unknown - user-space
      if (!this.sink.write(chunk)) await once(this.sink, 'drain');
    }
  }
}

import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import { once } from 'node:events';

export async function byHandles(source, target) {
  const src = await open(source, 'r');
  const dst = await open(target, 'w');
  const buffer = Buffer.alloc(32 * 1024);
  try {
    while (true) { // expect: copy-loop replaceable file-to-file 32768 kernel
      const { bytesRead } = await src.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) break;
      await dst.write(buffer, 0, bytesRead);
    }
  } finally {
    await src.close();
    await dst.close();
  }
}

// No call of this runtime sends a file to a socket in the kernel: pipeline is tidier.
export async function sendByHandle(host, port, source) {
  const socket = connect(port, host);
  const handle = await open(source);
  const buffer = Buffer.allocUnsafe(8192);
  let bytesRead;
  do { // expect: tidy-copy replaceable file-to-socket 8192 user-space
    ({ bytesRead } = await handle.read(buffer, 0, 8192));
    if (bytesRead > 0 && !socket.write(Buffer.from(buffer.subarray(0, bytesRead)))) {
      await once(socket, 'drain');
    }
  } while (bytesRead > 0);
  await handle.close();
  socket.end();
}

export async function walk(source, target) {
  const out = createWriteStream(target);
  for await (const chunk of createReadStream(source)) { // expect: copy-loop replaceable file-to-file - kernel
    if (!out.write(chunk)) await once(out, 'drain');
  }
  out.end();
}

// The size is asked of the stream: whether it counts as seen is left open here.
export async function walkSized(source, target) {
  const input = createReadStream(source, { highWaterMark: 16 * 1024 });
  const output = createWriteStream(target);
  for await (const chunk of input) { // expect: copy-loop replaceable file-to-file
    output.write(chunk);
  }
  output.end();
}

export async function send(socket, source) {
  socket.setNoDelay(true);
  let sent = 0;
  for await (const chunk of createReadStream(source)) { // expect: tidy-copy replaceable file-to-socket - user-space
    socket.write(chunk);
    sent += chunk.length;
  }
  return sent;
}

export async function download(url, target) {
  const response = await fetch(url);
  const out = createWriteStream(target);
  for await (const chunk of response.body) { // expect: tidy-copy replaceable socket-to-file - user-space
    out.write(chunk);
  }
  out.end();
}

export async function downloadByReader(url, target, progress) {
  const response = await fetch(url);
  const reader = response.body.getReader();
  const handle = await open(target, 'w');
  let received = 0;
  while (true) { // expect: tidy-copy replaceable socket-to-file - user-space
    const { done, value } = await reader.read();
    if (done) break;
    await handle.write(value);
    received += value.byteLength;
    progress(received);
  }
  await handle.close();
}

export async function relay(readable, writable) {
  for await (const piece of readable) { // expect: tidy-copy replaceable unknown-to-unknown - user-space
    if (writable.write(piece) === false) {
      await once(writable, 'drain');
    }
  }
}

// At most so many bytes; pipeline with createReadStream's start and end keeps that.
export async function head(source, target, limit) {
  const src = await open(source, 'r');
  const dst = await open(target, 'w');
  const buffer = new Uint8Array(4 * 1024);
  let left = limit;
  while (left > 0) { // expect: tidy-copy replaceable file-to-file 4096 user-space
    const { bytesRead } = await src.read(buffer, 0, Math.min(left, buffer.length));
    if (!bytesRead) break;
    await dst.write(buffer, 0, bytesRead);
    left -= bytesRead;
  }
  await Promise.all([src.close(), dst.close()]);
}

// Readers of other runtimes fill the buffer they are given, and return how much.
export async function byReader(src, dst, size) {
  const b = new Uint8Array(size);
  while (true) { // expect: tidy-copy replaceable unknown-to-unknown - user-space
    const result = await src.read(b);
    if (result === null) break;
    await dst.write(b.subarray(0, result));
  }
}

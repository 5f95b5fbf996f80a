import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';

http.createServer((request, response) => {
  const page = fs.readFileSync('index.html'); // expect: whole-file-copy replaceable file-to-socket - user-space no-fix
  response.setHeader('Content-Length', page.length);
  response.end(page);
});

export function install(from, to) {
  fs.writeFileSync(to, fs.readFileSync(from)); // expect: whole-file-copy replaceable file-to-file - kernel no-fix
}

export async function send(path, port) {
  const socket = net.connect(port);
  const data = await fs.promises.readFile(path); // expect: whole-file-copy replaceable file-to-socket - user-space no-fix
  socket.end(data);
}

// An encoding makes it text.
export function text(from, to) {
  fs.writeFileSync(to, fs.readFileSync(from, 'latin1'));
}

// The bytes are hashed.
export function hashed(from, to) {
  const data = fs.readFileSync(from);
  fs.writeFileSync(to, data);
  return createHash('sha256').update(data).digest('hex');
}

// They are handed on.
export function both(from, to) {
  const data = fs.readFileSync(from);
  fs.writeFileSync(to, data);
  return data;
}

'use strict';
// Shapes of servers and tools: labels beside bytes, streams handed in, conditions around a write.
const fs = require('fs');
const net = require('net');
const http = require('http');
const { once } = require('events');
const { spawn } = require('child_process');

// A log that is told which of its streams the text belongs to, and a matcher that looks for words.
class Session {
  watch(child) {
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text) => {
      this.log.write('stdout', text);
      this.stdoutMatcher.write(text);
    });
  }
}

// An upload brings a stream of its own: where its bytes lie is not known.
async function forward(upload, req) {
  const { createReadStream } = await upload;
  createReadStream().pipe(req);
}

async function answer(socket, path) {
  for await (const part of fs.createReadStream(path)) { // expect: tidy-copy replaceable file-to-socket - user-space fix
    if (!socket.write(part)) await once(socket, 'drain');
  }
  socket.end();
}

async function answerInTurn(socket, paths) {
  for (const path of paths) {
    for await (const part of fs.createReadStream(path)) { // expect: tidy-copy replaceable file-to-socket - user-space fix
      if (!socket.write(part)) {
        await new Promise((resolve) => socket.once('drain', resolve));
      }
    }
  }
}

async function echoed(socket) {
  for await (const part of socket) { // expect: tidy-copy replaceable socket-to-socket - user-space no-fix
    socket.write(part);
  }
}

async function body(response, res) {
  for await (const part of response.body) { // expect: tidy-copy replaceable socket-to-socket - user-space fix
    if (part) res.write(part);
  }
  res.end();
}

async function whileOpen(source, res, state) {
  for await (const part of source) { // expect: tidy-copy replaceable unknown-to-socket - user-space no-fix
    if (state.open) res.write(part);
  }
}

async function withProgress(path, socket, told) {
  let sent = 0;
  for await (const part of fs.createReadStream(path)) { // expect: tidy-copy replaceable file-to-socket - user-space no-fix
    socket.write(part);
    sent += part.length;
    told(sent);
  }
}

async function counted(path, socket) {
  let sent = 0;
  for await (const part of fs.createReadStream(path)) { // expect: tidy-copy replaceable file-to-socket - user-space no-fix
    socket.write(part);
    sent += part.length;
  }
  return sent;
}

async function firstPieces(path, socket, most) {
  for await (const part of fs.createReadStream(path)) { // expect: tidy-copy replaceable file-to-socket - user-space no-fix
    socket.write(part);
    if (socket.bytesWritten > most) break;
  }
}

async function toFinish(req, target) {
  const out = fs.createWriteStream(target);
  for await (const part of req) { // expect: tidy-copy replaceable socket-to-file - user-space fix
    if (!out.write(part)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

async function toHandle(req, path) {
  const handle = await fs.promises.open(path, 'w');
  for await (const part of req) { // expect: tidy-copy replaceable socket-to-file - user-space no-fix
    await handle.write(part);
  }
  await handle.close();
}

function run(command, report) {
  const child = spawn(command);
  child.stderr.on('data', (part) => { // expect: copy-loop inspected
    process.stderr.write(part);
    report(part.toString());
  });
  child.stdout.on('data', (part) => process.stdout.write(part)); // expect: tidy-copy replaceable pipe-to-pipe - user-space
}

// Each connection is asked once, and answers once.
net.createServer(async (socket) => {
  for await (const question of socket) {
    socket.write(`${question.length}\n`);
  }
});

http.createServer(async (req, res) => {
  const parts = [];
  for await (const part of req) parts.push(part);
  res.end(Buffer.concat(parts));
});

module.exports = { Session, forward, answer, answerInTurn, echoed, body, whileOpen, withProgress, counted, firstPieces, toFinish, toHandle, run };

'use strict';
const crypto = require('crypto');
const fs = require('fs');
const http = require('http');
const net = require('net');
const readline = require('readline');
const { EventEmitter } = require('events');
const { spawn } = require('child_process');

function digest(source, done) {
  const hash = crypto.createHash('sha1');
  fs.createReadStream(source)
    .on('data', (chunk) => hash.update(chunk))
    .on('end', () => done(hash.digest('hex')));
}

function body(req, done) {
  const parts = [];
  req.on('data', (part) => parts.push(part));
  req.on('end', () => done(Buffer.concat(parts)));
}

function json(res, done) {
  let text = '';
  res.setEncoding('utf8');
  res.on('data', (piece) => {
    text += piece;
  });
  res.on('end', () => done(JSON.parse(text)));
}

// Read a request, write an answer.
net.createServer((socket) => {
  socket.on('data', (data) => {
    const [verb, key] = data.toString().trim().split(' ');
    socket.write(verb === 'GET' ? `VALUE ${key}\r\n` : 'ERROR\r\n');
  });
});

function parse(socket, onMessage) {
  let pending = Buffer.alloc(0);
  socket.on('data', (data) => {
    pending = Buffer.concat([pending, data]);
    while (pending.length >= 4) {
      const size = pending.readUInt32BE(0);
      if (pending.length < size + 4) break;
      onMessage(pending.subarray(4, size + 4));
      pending = pending.subarray(size + 4);
    }
  });
}

async function filterLines(source, target, word) {
  const out = fs.createWriteStream(target);
  for await (const line of readline.createInterface({ input: fs.createReadStream(source) })) {
    if (line.includes(word)) out.write(`${line}\n`);
  }
  out.end();
}

function report(items, res) {
  res.write('<ul>');
  for (const item of items) {
    res.write(`<li>${item}</li>`);
  }
  res.end('</ul>');
}

// Each file read whole, between two other writes.
function bundle(names, target) {
  const out = fs.openSync(target, 'w');
  for (const name of names) {
    const text = fs.readFileSync(name);
    fs.writeSync(out, `// ${name}\n`);
    fs.writeSync(out, text);
  }
  fs.closeSync(out);
}

function same(a, b) {
  const [one, two] = [fs.openSync(a), fs.openSync(b)];
  const [left, right] = [Buffer.alloc(4096), Buffer.alloc(4096)];
  for (;;) {
    const n = fs.readSync(one, left);
    const m = fs.readSync(two, right);
    if (n !== m || !left.equals(right)) return false;
    if (n === 0) return true;
  }
}

function readInPlace(fd, size) {
  const whole = Buffer.alloc(size);
  let at = 0;
  while (at < size) {
    const n = fs.readSync(fd, whole, at, size - at, at);
    if (n === 0) break;
    at += n;
  }
  return whole;
}

function wipe(target, size) {
  const fd = fs.openSync(target, 'r+');
  const zeros = Buffer.alloc(65536);
  for (let at = 0; at < size; at += zeros.length) {
    fs.writeSync(fd, zeros, 0, Math.min(zeros.length, size - at), at);
  }
}

// Messages, not a stream of bytes.
class Room extends EventEmitter {
  join(member) {
    member.on('message', (message) => {
      for (const other of this.members) {
        if (other !== member) other.send(message);
      }
    });
    this.members.push(member);
  }
}

function warn(command) {
  const child = spawn(command);
  child.stderr.on('data', (data) => console.error(`child: ${data}`));
  child.stdout.on('data', (data) => console.log(String(data).trimEnd()));
}

function acknowledge(socket) {
  let bytes = 0;
  socket.on('data', (data) => {
    bytes += data.length;
    socket.write('ok\n');
  });
  return () => bytes;
}

function tail(file, listener) {
  let at = fs.statSync(file).size;
  fs.watch(file, () => {
    const fd = fs.openSync(file, 'r');
    const fresh = Buffer.alloc(fs.fstatSync(fd).size - at);
    at += fs.readSync(fd, fresh, 0, fresh.length, at);
    fs.closeSync(fd);
    for (const line of fresh.toString().split('\n')) listener(line);
  });
}

async function toQueue(stream, queue) {
  for await (const chunk of stream) {
    queue.push(chunk);
  }
}

async function drainBody(req) {
  for await (const _ of req) {
    // The answer must not go out before the body is in.
  }
}

http.createServer(async (req, res) => {
  let size = 0;
  for await (const chunk of req) size += chunk.length;
  res.end(String(size));
});

module.exports = { digest, body, json, parse, filterLines, report, bundle, same, readInPlace, wipe, Room, warn, acknowledge, tail, toQueue, drainBody };

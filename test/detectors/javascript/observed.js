'use strict';
const crypto = require('crypto');
const fs = require('fs');
const net = require('net');
const { spawn } = require('child_process');

// Hashed on its way: the bytes must come to user space.
function copyHashed(source, target) {
  const hash = crypto.createHash('sha256');
  const src = fs.openSync(source, 'r');
  const dst = fs.openSync(target, 'w');
  const buf = Buffer.alloc(65536);
  let n;
  while ((n = fs.readSync(src, buf, 0, buf.length, null)) > 0) { // expect: copy-loop inspected file-to-file 65536
    hash.update(buf.subarray(0, n));
    fs.writeSync(dst, buf, 0, n);
  }
  return hash.digest('hex');
}

async function sendHashed(socket, source) {
  socket.setNoDelay();
  const hash = crypto.createHash('md5');
  for await (const chunk of fs.createReadStream(source)) { // expect: copy-loop inspected file-to-socket
    hash.update(chunk);
    socket.write(chunk);
  }
  return hash.digest();
}

function countLines(source, target, done) {
  let lines = 0;
  const input = fs.createReadStream(source);
  const output = fs.createWriteStream(target);
  input.on('data', (chunk) => { // expect: copy-loop inspected file-to-file
    for (const byte of chunk) {
      if (byte === 10) lines += 1;
    }
    output.write(chunk);
  });
  input.on('end', () => done(lines));
}

net.createServer((client) => {
  const upstream = net.connect(9000);
  client.on('data', (data) => { // expect: copy-loop inspected socket-to-socket
    console.log('>', data.toString('latin1'));
    upstream.write(data);
  });
});

// Two sinks: no one call writes both.
async function tee(source, first, second) {
  const a = fs.createWriteStream(first);
  const b = fs.createWriteStream(second);
  for await (const chunk of fs.createReadStream(source)) { // expect: copy-loop inspected file-to-file
    a.write(chunk);
    b.write(chunk);
  }
}

// Shown and kept.
function run(command, done) {
  const child = spawn(command);
  let all = '';
  child.stdout.on('data', (data) => { // expect: copy-loop inspected
    all += data;
    process.stdout.write(data);
  });
  child.on('close', () => done(all));
}

// Keys are looked at before they are handed on.
function terminal(socket) {
  process.stdin.setRawMode(true);
  process.stdin.on('data', (key) => { // expect: copy-loop inspected
    if (key[0] === 0x1d) {
      socket.end();
      return;
    }
    socket.write(key);
  });
}

function copySparse(source, target) {
  const zeros = Buffer.alloc(4096);
  const src = fs.openSync(source, 'r');
  const dst = fs.openSync(target, 'w');
  const block = Buffer.alloc(4096);
  let at = 0;
  for (let n; (n = fs.readSync(src, block, 0, 4096, at)) > 0; at += n) { // expect: copy-loop inspected file-to-file 4096
    if (block.compare(zeros) !== 0) fs.writeSync(dst, block, 0, n, at);
  }
}

module.exports = { copyHashed, sendHashed, countLines, tee, run, terminal, copySparse };

'use strict';
const crypto = require('crypto');
const fs = require('fs');
const tls = require('tls');
const zlib = require('zlib');

function scramble(source, target, key) {
  const src = fs.openSync(source, 'r');
  const dst = fs.openSync(target, 'w');
  const buf = Buffer.alloc(4096);
  let n;
  while ((n = fs.readSync(src, buf, 0, 4096, null)) > 0) { // expect: copy-loop transformed file-to-file 4096
    for (let i = 0; i < n; i++) buf[i] ^= key;
    fs.writeSync(dst, buf, 0, n);
  }
}

async function toBase64(source, target) {
  const out = fs.createWriteStream(target);
  for await (const chunk of fs.createReadStream(source, { highWaterMark: 3 * 1024 })) { // expect: copy-loop transformed file-to-file
    out.write(chunk.toString('base64'));
  }
}

function upper(source, target) {
  const input = fs.createReadStream(source);
  const output = fs.createWriteStream(target);
  input.on('data', (chunk) => { // expect: copy-loop transformed file-to-file
    output.write(chunk.toString().toUpperCase());
  });
}

// Framing: each chunk gets its length in front, so the stream that leaves is another one.
function sendFramed(socket, source) {
  const head = Buffer.alloc(4);
  socket.setNoDelay(true);
  fs.createReadStream(source).on('data', (chunk) => { // expect: copy-loop transformed file-to-socket
    head.writeUInt32BE(chunk.length);
    socket.write(Buffer.from(head));
    socket.write(chunk);
  });
}

async function sendEvents(res, source) {
  res.writeHead(200, { 'Content-Type': 'text/event-stream' });
  for await (const chunk of fs.createReadStream(source, 'utf8')) { // expect: copy-loop transformed
    res.write(`data: ${JSON.stringify(chunk)}\n\n`);
  }
  res.end();
}

function overTls(host, source) {
  const socket = tls.connect(443, host);
  const input = fs.createReadStream(source);
  input.on('data', (chunk) => socket.write(chunk)); // expect: copy-loop encrypted file-to-socket
  input.on('end', () => socket.end());
}

async function compress(source, target) {
  const gzip = zlib.createGzip();
  gzip.pipe(fs.createWriteStream(target));
  for await (const chunk of fs.createReadStream(source)) { // expect: copy-loop encrypted
    gzip.write(chunk);
  }
  gzip.end();
}

async function expand(source, target) {
  const out = fs.createWriteStream(target);
  const plain = fs.createReadStream(source).pipe(zlib.createGunzip());
  for await (const chunk of plain) { // expect: copy-loop encrypted
    out.write(chunk);
  }
}

function encrypt(source, target, key, iv) {
  const cipher = crypto.createCipheriv('aes-256-ctr', key, iv);
  const input = fs.createReadStream(source);
  const output = fs.createWriteStream(target);
  input.on('data', (chunk) => output.write(cipher.update(chunk))); // expect: copy-loop encrypted file-to-file
  input.on('end', () => output.end(cipher.final()));
}

module.exports = { scramble, toBase64, upper, sendFramed, sendEvents, overTls, compress, expand, encrypt };

class Packer {
  constructor(target) {
    this.zip = zlib.createGzip();
    this.zip.pipe(fs.createWriteStream(target));
  }

  add(source) {
    const zip = this.zip;
    source.on('data', (chunk) => { // expect: copy-loop encrypted
      if (!zip.write(chunk)) source.pause();
    });
  }
}

// Each byte from 128 on becomes two: a string is written in UTF-8.
function recoded(from, to) {
  const target = fs.createWriteStream(to);
  fs.createReadStream(from, 'latin1').on('data', chunk => target.write(chunk)); // expect: copy-loop transformed
}

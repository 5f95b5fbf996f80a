'use strict';
const crypto = require('crypto');
const fs = require('fs');
const http = require('http');
const net = require('net');
const zlib = require('zlib');
const { pipeline } = require('stream/promises');

// pipe() to a socket: the copies stay, but pipeline ends both when one fails.
http.createServer((req, res) => {
  fs.createReadStream('public/app.js').pipe(res); // expect: tidy-copy replaceable file-to-socket - user-space
});

net.createServer((socket) => {
  const image = fs.createReadStream('disk.img');
  image.pipe(socket); // expect: tidy-copy replaceable file-to-socket - user-space
});

function push(host, source) {
  const client = net.createConnection(9100, host);
  client.on('connect', () => {
    fs.createReadStream(source).pipe(client); // expect: tidy-copy replaceable file-to-socket - user-space
  });
}

// From file to file fs.copyFile asks the kernel.
function duplicate(source, target) {
  fs.createReadStream(source).pipe(fs.createWriteStream(target)); // expect: copy-call replaceable file-to-file - kernel
}

async function duplicateTidy(source, target) {
  await pipeline(fs.createReadStream(source), fs.createWriteStream(target)); // expect: copy-call replaceable file-to-file - kernel
}

function duplicateWhenDone(source, target, done) {
  const input = fs.createReadStream(source);
  const output = fs.createWriteStream(target);
  output.on('finish', done);
  input.pipe(output); // expect: copy-call replaceable file-to-file - kernel
}

// Right as they are, from here on.
async function send(res, source) {
  await pipeline(fs.createReadStream(source), res);
}

async function receive(req, target) {
  await pipeline(req, fs.createWriteStream(target));
}

async function copyPaths(source, target) {
  await fs.promises.copyFile(source, target, fs.constants.COPYFILE_FICLONE);
  fs.copyFileSync(source, `${target}.bak`);
}

async function pack(source, target) {
  await pipeline(fs.createReadStream(source), zlib.createGzip(), fs.createWriteStream(target));
}

function unpack(source, target) {
  return fs.createReadStream(source).pipe(zlib.createGunzip()).pipe(fs.createWriteStream(target));
}

async function digest(source) {
  const hash = crypto.createHash('sha256');
  await pipeline(fs.createReadStream(source), hash);
  return hash.digest('hex');
}

// A part of a file: fs.copyFile takes no range.
async function part(source, target, start, end) {
  await pipeline(fs.createReadStream(source, { start, end }), fs.createWriteStream(target));
}

// Appended: fs.copyFile replaces its target.
async function append(source, target) {
  await pipeline(fs.createReadStream(source), fs.createWriteStream(target, { flags: 'a' }));
}

module.exports = { push, duplicate, duplicateTidy, duplicateWhenDone, send, receive, copyPaths, pack, unpack, digest, part, append };

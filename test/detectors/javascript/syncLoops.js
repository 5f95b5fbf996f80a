'use strict';
const fs = require('fs');
const path = require('path');

const BLOCK = 64 * 1024;

function duplicate(source, target) {
  const src = fs.openSync(source, 'r');
  const dst = fs.openSync(target, 'w');
  const buffer = Buffer.alloc(4096);
  let n;
  while ((n = fs.readSync(src, buffer, 0, 4096, null)) > 0) { // expect: copy-loop replaceable file-to-file 4096 kernel
    fs.writeSync(dst, buffer, 0, n);
  }
  fs.closeSync(src);
  fs.closeSync(dst);
}

function snapshot(database, folder) {
  const from = fs.openSync(database, 'r');
  const to = fs.openSync(path.join(folder, path.basename(database)), 'w', 0o600);
  const page = Buffer.allocUnsafe(BLOCK);
  let position = 0;
  let bytesRead = 1;
  while (bytesRead !== 0) { // expect: copy-loop replaceable file-to-file 65536 kernel
    bytesRead = fs.readSync(from, page, 0, BLOCK, position);
    fs.writeSync(to, page, 0, bytesRead);
    position += bytesRead;
  }
  fs.closeSync(from);
  fs.closeSync(to);
  return position;
}

function forever(source, target, onProgress) {
  const total = fs.statSync(source).size;
  const src = fs.openSync(source, 'r');
  const dst = fs.openSync(target, 'w');
  const chunk = Buffer.alloc(1024 * 1024);
  let done = 0;
  for (;;) { // expect: copy-loop replaceable file-to-file 1048576 kernel
    const got = fs.readSync(src, chunk, 0, chunk.length, done);
    if (got === 0) break;
    fs.writeSync(dst, chunk, 0, got);
    done += got;
    onProgress(done / total);
  }
  fs.closeSync(src);
  fs.closeSync(dst);
}

function doWhile(source, target) {
  const src = fs.openSync(source, 'r');
  const dst = fs.openSync(target, 'w');
  const buf = new Uint8Array(8192);
  let n = 0;
  do { // expect: copy-loop replaceable file-to-file 8192 kernel
    n = fs.readSync(src, buf, 0, buf.length);
    fs.writeSync(dst, buf, 0, n);
  } while (n === buf.length);
  fs.closeSync(src);
  fs.closeSync(dst);
}

// An inner loop for short writes belongs to the relay around it.
function shortWrites(source, target) {
  const src = fs.openSync(source, 'r');
  const dst = fs.openSync(target, 'w');
  const buf = Buffer.alloc(16 * 1024);
  while (true) { // expect: copy-loop replaceable file-to-file 16384 kernel
    const n = fs.readSync(src, buf, 0, buf.length, null);
    if (!n) break;
    let at = 0;
    while (at < n) {
      at += fs.writeSync(dst, buf, at, n - at);
    }
  }
  fs.closeSync(src);
  fs.closeSync(dst);
}

function writeAll(fd, data) {
  let at = 0;
  while (at < data.length) at += fs.writeSync(fd, data, at);
}

function viaHelper(source, target) {
  const src = fs.openSync(source, 'r');
  const dst = fs.openSync(target, 'w');
  const buf = Buffer.alloc(2048);
  let n = fs.readSync(src, buf, 0, 2048, null);
  while (n > 0) { // expect: copy-loop replaceable file-to-file 2048 kernel
    writeAll(dst, buf.subarray(0, n));
    n = fs.readSync(src, buf, 0, 2048, null);
  }
  fs.closeSync(src);
  fs.closeSync(dst);
}

module.exports = { duplicate, snapshot, forever, doWhile, shortWrites, viaHelper };

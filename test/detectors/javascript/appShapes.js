'use strict';
const fs = require('fs');
const net = require('net');
const { spawn } = require('child_process');

// Written out over many lines, every write checked.
function store(stagedPath, filePath) {
  const outputFd = fs.openSync(filePath, 'wx');
  const inputFd = fs.openSync(stagedPath, 'r');
  const buffer = Buffer.allocUnsafe(64 * 1024);
  let bytesRead;
  while ( // expect: copy-loop replaceable file-to-file 65536 kernel
    (bytesRead = fs.readSync(
      inputFd,
      buffer,
      0,
      buffer.length,
      null,
    )) > 0
  ) {
    let bytesWritten = 0;
    while (bytesWritten < bytesRead) {
      const written = fs.writeSync(outputFd, buffer, bytesWritten, bytesRead - bytesWritten, null);
      if (written === 0) throw new Error('the file was not written whole');
      bytesWritten += written;
    }
  }
  fs.fsyncSync(outputFd);
  fs.closeSync(inputFd);
  fs.closeSync(outputFd);
}

function run(command, args, limit) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { windowsHide: true });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      const piece = chunk.toString('utf8');
      if (stdout.length < limit) stdout = (stdout + piece).slice(0, limit);
    });
    child.stderr?.on('data', (chunk) => {
      stderr += chunk.toString();
      if (stderr.length > 8000) stderr = stderr.slice(-8000);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

// A question written once, its answer gathered.
function ask(path, payload) {
  return new Promise((resolve) => {
    const socket = net.createConnection(path);
    let response = '';
    socket.on('connect', () => socket.write(payload));
    socket.on('data', (chunk) => {
      response += chunk.toString('latin1');
      if (response.includes('\r\n\r\n')) {
        socket.destroy();
        resolve(response);
      }
    });
  });
}

// Puts new content before the old: whole, and twice.
function prepend(fileName, entry) {
  const old = fs.readFileSync(fileName);
  const fd = fs.openSync(fileName, 'w+');
  const fresh = Buffer.from(`${JSON.stringify(entry)}\n`);
  fs.writeSync(fd, fresh, 0, fresh.length, 0);
  fs.writeSync(fd, old, 0, old.length, fresh.length);
  fs.closeSync(fd);
}

async function numbers(path) {
  const handle = await fs.promises.open(path, 'w');
  const stream = handle.createWriteStream();
  for (let i = 0; i < 1000; i++) {
    stream.write(Buffer.from(` ${i} `));
  }
  stream.end();
}

module.exports = { store, run, ask, prepend, numbers };

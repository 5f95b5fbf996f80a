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

// A class of this file that puts each chunk into a frame: its `write` is no stream's.
class ChunkedWriter {
  constructor(socket) {
    this.socket = socket;
  }

  write(chunk) {
    this.socket.write(`${chunk.length.toString(16)}\r\n`);
    this.socket.write(chunk);
    return this.socket.write('\r\n');
  }
}

async function sendChunked(body, socket) {
  const writer = new ChunkedWriter(socket);
  for await (const chunk of body) {
    writer.write(chunk);
  }
}

// A handler with a name: the bytes end in a parser.
function listen(socket, parser) {
  function onData(chunk) {
    if (!parser.write(chunk)) socket.pause();
  }
  socket.on('data', onData);
}

// A handler with a name that relays.
function relay(socket, file) {
  const out = fs.createWriteStream(file);
  function onChunk(chunk) {
    out.write(chunk);
  }
  socket.on('data', onChunk); // expect: tidy-copy replaceable
}

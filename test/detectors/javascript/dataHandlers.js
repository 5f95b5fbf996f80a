'use strict';
const fs = require('fs');
const http = require('http');
const net = require('net');
const { spawn } = require('child_process');

function copyByEvents(source, target, done) {
  const input = fs.createReadStream(source);
  const output = fs.createWriteStream(target);
  input.on('data', (chunk) => { // expect: copy-loop replaceable file-to-file - kernel
    if (!output.write(chunk)) input.pause();
  });
  output.on('drain', () => input.resume());
  input.on('end', () => output.end(done));
}

function sendByEvents(source, socket) {
  socket.setKeepAlive(true);
  const stream = fs.createReadStream(source);
  stream.on('data', function (data) { // expect: tidy-copy replaceable file-to-socket - user-space
    socket.write(data);
  });
  stream.on('end', function () {
    socket.end();
  });
}

http.createServer((req, res) => {
  const file = fs.createReadStream('public/index.html');
  file.on('data', (part) => res.write(part)); // expect: tidy-copy replaceable file-to-socket - user-space
  file.on('end', () => res.end());
});

http.createServer((request, response) => {
  const out = fs.createWriteStream('/tmp/upload.bin');
  let size = 0;
  request.on('data', (chunk) => { // expect: tidy-copy replaceable socket-to-file - user-space
    size += chunk.length;
    out.write(chunk);
  });
  request.on('end', () => {
    out.end();
    response.end(String(size));
  });
});

function fetchTo(url, target, report) {
  http.get(url, (res) => {
    const total = Number(res.headers['content-length']);
    const file = fs.createWriteStream(target);
    let received = 0;
    res.on('data', (chunk) => { // expect: tidy-copy replaceable socket-to-file - user-space
      file.write(chunk);
      received += chunk.length;
      report(Math.round((received * 100) / total));
    });
    res.on('end', () => file.close());
  });
}

net.createServer((client) => {
  const upstream = net.connect(9000, '127.0.0.1');
  client.on('data', (data) => { // expect: tidy-copy replaceable socket-to-socket - user-space
    if (!upstream.write(data)) client.pause();
  });
  upstream.on('drain', () => client.resume());
  upstream.on('data', (data) => client.write(data)); // expect: tidy-copy replaceable socket-to-socket - user-space
  client.on('close', () => upstream.destroy());
});

net.createServer((socket) => {
  socket.on('data', (data) => { // expect: tidy-copy replaceable socket-to-socket - user-space
    socket.write(data);
  });
});

function capture(command, target) {
  const child = spawn(command, [], { stdio: ['ignore', 'pipe', 'inherit'] });
  const log = fs.createWriteStream(target, { flags: 'a' });
  child.stdout.on('data', (data) => log.write(data)); // expect: tidy-copy replaceable pipe-to-file - user-space
  child.on('exit', () => log.end());
}

function feed(command, source) {
  const child = spawn(command, { stdio: ['pipe', 'inherit', 'inherit'] });
  const input = fs.createReadStream(source);
  input.on('data', (data) => child.stdin.write(data)); // expect: tidy-copy replaceable file-to-pipe - user-space
  input.on('end', () => child.stdin.end());
}

process.stdin.on('data', (data) => { // expect: tidy-copy replaceable pipe-to-pipe - user-space
  process.stdout.write(data);
});

function typeInto(host) {
  const socket = net.connect({ host, port: 23 });
  process.stdin.on('data', (data) => socket.write(data)); // expect: tidy-copy replaceable pipe-to-socket - user-space
}

// The readable event: the inner loop is the relay.
function whenReadable(source, target) {
  const input = fs.createReadStream(source);
  const output = fs.createWriteStream(target);
  input.on('readable', () => {
    let chunk;
    while ((chunk = input.read()) !== null) { // expect: copy-loop replaceable file-to-file - kernel
      output.write(chunk);
    }
  });
  input.on('end', () => output.end());
}

function generic(source, sink) {
  source.on('data', (chunk) => { // expect: tidy-copy replaceable unknown-to-unknown - user-space
    if (sink.write(chunk) === false) {
      source.pause();
      sink.once('drain', () => source.resume());
    }
  });
  source.once('end', () => sink.end());
}

module.exports = { copyByEvents, sendByEvents, fetchTo, capture, feed, typeInto, whenReadable, generic };

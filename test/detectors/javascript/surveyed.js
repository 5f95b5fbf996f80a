// Shapes that a survey of little-known programs brought up, written anew.
const net = require('net'); const fs = require('fs'); const dgram = require('dgram'); const crypto = require('crypto'); const { EventEmitter } = require('events');
function a(src, dst) {
  src.on('data', chunk => dst.write(chunk)); // expect: tidy-copy replaceable
}
class Hasher extends EventEmitter {
  constructor(stream) {
    super();
    stream.on('data', chunk => this.emit('data', chunk));
  }
}
class Hash2 {
  feed(stream) {
    stream.on('data', d => { this.hash.update(d); });
  }
  write(chunk) { this.hash.update(chunk); }
  pump(stream) {
    stream.on('data', d => this.write(d));
  }
}
async function b(src, dst, limit) {
  let n = 0;
  for await (const chunk of src) { // expect: tidy-copy replaceable
    n += chunk.length;
    if (n > limit) throw new Error('too large');
    dst.write(chunk);
  }
}
async function c(src, res) {
  for await (const chunk of src) { // expect: tidy-copy replaceable
    if (!res.write(chunk)) await once(res, 'drain');
  }
  res.end();
}
function d() {
  const s = dgram.createSocket('udp4');
  const t = net.connect(1);
  s.on('message', m => t.write(m));
}
function e(ws, sock) {
  sock.on('data', d => ws.send(d));
}
function f(src, dst) {
  const len = Buffer.alloc(4);
  src.on('data', d => { // expect: copy-loop transformed
    len.writeUInt32BE(d.length);
    dst.write(len);
    dst.write(d);
  });
}
function g(req, res, upstream) {
  upstream.on('data', d => { // expect: copy-loop inspected
    res.write(d);
    res.flush();
  });
}
function h(fdIn, fdOut) {
  const buf = Buffer.alloc(65536);
  let n;
  while ((n = fs.readSync(fdIn, buf, 0, buf.length, null)) > 0) { // expect: tidy-copy replaceable
    fs.writeSync(fdOut, buf, 0, n);
  }
}
async function i(reader, writer) {
  while (true) { // expect: tidy-copy replaceable
    const { done, value } = await reader.read();
    if (done) break;
    await writer.write(value);
  }
}
async function j(reader, res) {
  let result;
  while (!(result = await reader.read()).done) { // expect: tidy-copy replaceable
    res.write(result.value);
  }
}
async function k(reader, res, signal) {
  while (true) { // expect: tidy-copy replaceable
    if (signal.aborted) throw signal.reason;
    const { done, value } = await reader.read();
    if (done) break;
    res.write(Buffer.from(value));
  }
}
function l(src, dst) {
  src.on('data', function (d) { // expect: tidy-copy replaceable
    if (dst.write(d) === false) src.pause();
  });
  dst.on('drain', () => src.resume());
}
function m(a, b) {
  a.on('data', d => { b.write(d); console.log('sent %d', d.length); }); // expect: tidy-copy replaceable
}
function n(client) {
  const remote = net.connect(80, 'x');
  client.on('data', data => { // expect: tidy-copy replaceable
    if (remote.writable) remote.write(data);
  });
}
function o(child) {
  child.stdout.on('data', d => process.stdout.write(d)); // expect: tidy-copy replaceable
}
function p(src, arr) { src.on('data', d => arr.push(d)); }
function q(pool, src) { src.on('data', d => pool.write(d)); } // expect: copy-loop memory-sink

'use strict';
// A file server: caching, ranges, listings, uploads. Two loops relay bytes, the others look at them.
const crypto = require('crypto');
const fs = require('fs');
const http = require('http');
const path = require('path');
const { once } = require('events');

const TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.css', 'text/css'],
  ['.js', 'text/javascript'],
  ['.png', 'image/png'],
]);
const SMALL = 32 * 1024;

class Cache {
  constructor(limit) {
    this.limit = limit;
    this.entries = new Map();
    this.bytes = 0;
  }

  get(key) {
    const entry = this.entries.get(key);
    if (entry) {
      this.entries.delete(key);
      this.entries.set(key, entry);
    }
    return entry;
  }

  set(key, entry) {
    this.entries.set(key, entry);
    this.bytes += entry.body.length;
    for (const [oldest, { body }] of this.entries) {
      if (this.bytes <= this.limit) break;
      this.entries.delete(oldest);
      this.bytes -= body.length;
    }
  }
}

function parseRange(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header);
  if (!match) return null;
  const start = match[1] === '' ? size - Number(match[2]) : Number(match[1]);
  const end = match[2] === '' || match[1] === '' ? size - 1 : Number(match[2]);
  return start >= 0 && start <= end && end < size ? { start, end } : null;
}

async function readSmall(file) {
  const parts = [];
  for await (const part of fs.createReadStream(file)) {
    parts.push(part);
  }
  const body = Buffer.concat(parts);
  return { body, tag: crypto.createHash('sha1').update(body).digest('base64url') };
}

function listing(folder) {
  const items = [];
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const name = entry.isDirectory() ? `${entry.name}/` : entry.name;
    items.push(`<li><a href="${encodeURIComponent(entry.name)}">${name}</a></li>`);
  }
  return `<ul>${items.join('')}</ul>`;
}

class Site {
  constructor(root) {
    this.root = path.resolve(root);
    this.cache = new Cache(8 * 1024 * 1024);
    this.sent = 0;
  }

  locate(url) {
    const { pathname } = new URL(url, 'http://localhost');
    const file = path.join(this.root, path.normalize(decodeURIComponent(pathname)));
    return file.startsWith(this.root) ? file : null;
  }

  async sendWhole(res, file, size) {
    res.writeHead(200, { 'Content-Length': size, 'Content-Type': TYPES.get(path.extname(file)) });
    for await (const chunk of fs.createReadStream(file)) { // expect: tidy-copy replaceable file-to-socket - user-space
      this.sent += chunk.length;
      if (!res.write(chunk)) await once(res, 'drain');
    }
    res.end();
  }

  sendRange(res, file, size, range) {
    res.writeHead(206, {
      'Content-Range': `bytes ${range.start}-${range.end}/${size}`,
      'Content-Length': range.end - range.start + 1,
    });
    const part = fs.createReadStream(file, range);
    part.on('data', (chunk) => { // expect: tidy-copy replaceable file-to-socket - user-space
      if (!res.write(chunk)) part.pause();
    });
    res.on('drain', () => part.resume());
    part.on('end', () => res.end());
    part.on('error', (error) => res.destroy(error));
  }

  async receive(req, res, file) {
    const hash = crypto.createHash('sha256');
    const out = fs.createWriteStream(`${file}.part`);
    for await (const chunk of req) { // expect: copy-loop inspected socket-to-file
      hash.update(chunk);
      if (!out.write(chunk)) await once(out, 'drain');
    }
    out.end();
    await once(out, 'finish');
    const sum = hash.digest('hex');
    if (req.headers['x-sha256'] && req.headers['x-sha256'] !== sum) {
      fs.unlinkSync(`${file}.part`);
      res.writeHead(422).end('checksum differs\n');
      return;
    }
    fs.renameSync(`${file}.part`, file);
    res.writeHead(201).end(`${sum}\n`);
  }

  async answer(req, res) {
    const file = this.locate(req.url);
    if (!file) return res.writeHead(403).end();
    if (req.method === 'PUT') return this.receive(req, res, file);
    const stat = await fs.promises.stat(file).catch(() => null);
    if (!stat) return res.writeHead(404).end('not found\n');
    if (stat.isDirectory()) {
      const page = listing(file);
      return res.writeHead(200, { 'Content-Type': 'text/html' }).end(page);
    }
    const range = req.headers.range && parseRange(req.headers.range, stat.size);
    if (range) return this.sendRange(res, file, stat.size, range);
    if (stat.size > SMALL) return this.sendWhole(res, file, stat.size);
    let entry = this.cache.get(file);
    if (!entry) {
      entry = await readSmall(file);
      this.cache.set(file, entry);
    }
    if (req.headers['if-none-match'] === entry.tag) return res.writeHead(304).end();
    return res.writeHead(200, { ETag: entry.tag, 'Content-Length': entry.body.length }).end(entry.body);
  }
}

const site = new Site(process.argv[2] ?? '.');
http
  .createServer((req, res) => {
    site.answer(req, res).catch((error) => {
      console.error(error);
      res.destroy();
    });
  })
  .listen(8080, '127.0.0.1');
setInterval(() => console.log(`${site.sent} bytes sent`), 60_000).unref();

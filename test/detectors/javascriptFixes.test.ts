import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyAll, folder, movedBy, run, sample } from './fixRuns';
import { fixtures } from './markers';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const program = `import * as fs from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';

function sync(source, target) {
  const src = fs.openSync(source, 'r');
  const dst = fs.openSync(target, 'w');
  const buffer = Buffer.alloc(4096);
  let n;
  while ((n = fs.readSync(src, buffer, 0, 4096, null)) > 0) {
    let at = 0;
    while (at < n) {
      at += fs.writeSync(dst, buffer, at, n - at);
    }
  }
  fs.closeSync(src);
  fs.closeSync(dst);
}

async function handles(source, target) {
  const src = await open(source, 'r');
  const dst = await open(target, 'w');
  const buffer = Buffer.alloc(8192);
  while (true) {
    const { bytesRead } = await src.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) break;
    await dst.write(buffer, 0, bytesRead);
  }
  await src.close();
  await dst.close();
}

async function streams(source, target) {
  const out = fs.createWriteStream(target);
  for await (const chunk of fs.createReadStream(source)) {
    if (!out.write(chunk)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

async function piped(source, target) {
  await pipeline(fs.createReadStream(source), fs.createWriteStream(target));
}

sync('input', 'one');
await handles('input', 'two');
await streams('input', 'three');
await piped('input', 'four');
console.log((await stat('three')).size);
`;

test('javascript: fixed loops and calls copy the same bytes inside the kernel', async t => {
  const where = folder();
  t.after(() => where.remove());
  const { text, titles } = await applyAll(analyzer, 'main.mjs', program);
  assert.equal(titles.length, 4, text);
  assert.doesNotMatch(text, /\b(openSync|open|createReadStream)\(|Buffer\.alloc|let n/);
  where.write('main.mjs', text);
  const data = sample();
  where.write('input', data);
  const done = run([process.execPath, 'main.mjs'], where, ['copy_file_range', 'sendfile']);
  assert.equal(done.status, 0, `${done.output}\n${text}`);
  assert.match(done.output, new RegExp(`^${data.length}$`, 'm'));
  for (const copy of ['one', 'two', 'three', 'four'])
    assert.equal(where.digest(copy), where.digest('input'), copy);
  if (!done.calls) return t.diagnostic('strace is not installed: the calls were not looked at');
  const moved = movedBy(done.calls, 'copy_file_range') + movedBy(done.calls, 'sendfile');
  assert.equal(moved, 4 * data.length);
});

const served = `import * as fs from 'node:fs';
import * as net from 'node:net';
import { once } from 'node:events';

async function send(path, socket) {
  for await (const chunk of fs.createReadStream(path, { highWaterMark: 4096 })) {
    if (!socket.write(chunk)) await once(socket, 'drain');
  }
  socket.end();
}

async function append(peer, out) {
  for await (const chunk of peer) {
    if (!out.write(chunk)) {
      await once(out, 'drain');
    }
  }
}

const names = ['copy', 'other'];
const server = net.createServer({ allowHalfOpen: true }, async peer => {
  // A slow receiver: what is not taken waits in the file, not in memory.
  await new Promise(resolve => setTimeout(resolve, 300));
  const copy = fs.createWriteStream(names.shift());
  await append(peer, copy);
  copy.end('.');
  await once(copy, 'finish');
  peer.end();
  server.close();
});
server.listen(0, '127.0.0.1', async () => {
  const socket = net.connect(server.address().port, '127.0.0.1');
  let most = 0;
  const look = setInterval(() => (most = Math.max(most, socket.writableLength)), 5);
  socket.resume();
  await send('input', socket);
  clearInterval(look);
  const failed = await send('nowhere', net.connect(server.address()?.port ?? 9)).then(
    () => 'nothing',
    error => error.code,
  );
  console.log(JSON.stringify({ most: most < 1 << 20, failed }));
});
`;

test('javascript: pipeline sends the same bytes, waits for a slow receiver, and tells of errors', async t => {
  const where = folder();
  t.after(() => where.remove());
  const { text, titles } = await applyAll(analyzer, 'main.mjs', served);
  assert.deepEqual(
    titles,
    ['Replace the loop by stream.pipeline', 'Replace the loop by stream.pipeline'],
    text,
  );
  assert.match(text, /await pipeline\(peer, out, \{ end: false \}\);/);
  assert.match(
    text,
    /await pipeline\(fs\.createReadStream\(path, \{ highWaterMark: 4096 \}\), socket\);\n\}/,
  );
  where.write('main.mjs', text);
  const data = sample();
  where.write('input', data);
  where.write('expected', Buffer.concat([data, Buffer.from('.')]));
  const done = run([process.execPath, 'main.mjs'], where);
  assert.equal(done.status, 0, `${done.output}\n${text}`);
  assert.equal(where.digest('copy'), where.digest('expected'));
  assert.deepEqual(JSON.parse(done.output), { most: true, failed: 'ENOENT' });
});

const handled = `import * as fs from 'node:fs';
import * as net from 'node:net';

const server = net.createServer(peer => {
  const copy = fs.createWriteStream('copy');
  peer.on('data', chunk => copy.write(chunk));
  peer.on('end', () => copy.end('.'));
  copy.on('finish', () => server.close());
});
server.listen(0, '127.0.0.1', () => {
  const socket = net.connect(server.address().port, '127.0.0.1');
  const input = fs.createReadStream('input');
  input.on('data', chunk => {
    socket.write(chunk);
  });
  input.on('end', () => {
    console.log(input.bytesRead);
    socket.end();
  });
});
`;

test('javascript: pipe moves the same bytes, and leaves the end to the handlers that are there', async t => {
  const where = folder();
  t.after(() => where.remove());
  const { text, titles } = await applyAll(analyzer, 'main.mjs', handled);
  assert.deepEqual(titles, ['Replace the handler by pipe', 'Replace the handler by pipe'], text);
  assert.match(text, /peer\.pipe\(copy, \{ end: false \}\);/);
  where.write('main.mjs', text);
  const data = sample();
  where.write('input', data);
  where.write('expected', Buffer.concat([data, Buffer.from('.')]));
  const done = run([process.execPath, 'main.mjs'], where);
  assert.equal(done.status, 0, `${done.output}\n${text}`);
  assert.equal(done.output.trim(), String(data.length));
  assert.equal(where.digest('copy'), where.digest('expected'));
});

const checks: Record<string, (name: string) => string[]> = {
  javascript: name => [process.execPath, '--check', name],
  typescript: name => [
    process.execPath,
    join(process.cwd(), 'node_modules/typescript/bin/tsc'),
    ...['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--skipLibCheck'],
    ...['--types', 'node', '--typeRoots', join(process.cwd(), 'node_modules/@types'), name],
  ],
};

for (const { path, language, text } of fixtures().filter(fixture => fixture.language in checks)) {
  test(`${language}: ${path} compiles after all its fixes`, async t => {
    const fixed = await applyAll(analyzer, path, text);
    if (fixed.titles.length === 0) return;
    const where = folder();
    t.after(() => where.remove());
    where.write('package.json', '{ "type": "module" }');
    const name = `fixed${/\.[^.]+$/.exec(path)![0].replace(/^\.js$/, '.cjs')}`;
    where.write(name, fixed.text);
    assert.ok(existsSync(where.path));
    const checked = run(checks[language]!(name), where);
    assert.equal(checked.status, 0, `${checked.output}\n${fixed.text}`);
  });
}

const copies = `const fs = require('fs');

function copy(source, target) {
  const src = fs.openSync(source, 'r');
  const dst = fs.openSync(target, 'w');
  const buffer = Buffer.alloc(4096);
  let n;
  while ((n = fs.readSync(src, buffer, 0, 4096, null)) > 0) {
    fs.writeSync(dst, buffer, 0, n);
  }
  fs.closeSync(src);
  fs.closeSync(dst);
}
`;

test('javascript: a fix keeps CRLF line ends, and leaves one call', async () => {
  const { text, titles } = await applyAll(analyzer, 'a.js', copies.replace(/\n/g, '\r\n'));
  assert.deepEqual(titles, ['Replace the loop by fs.copyFileSync']);
  assert.equal(
    text,
    "const fs = require('fs');\r\n\r\nfunction copy(source, target) {\r\n  fs.copyFileSync(source, target);\r\n}\r\n",
  );
});

const refused: Record<string, [string | RegExp, string]> = {
  'half-typed code': ['buffer, 0, n);', 'buffer, 0, n'],
  'a target opened for appending': ["target, 'w'", "target, 'a'"],
  'a target that must not be there': ["target, 'w'", "target, 'wx'"],
  'a mode of its own': ["target, 'w'", "target, 'w', 0o600"],
  'a descriptor that is used otherwise': ['fs.closeSync(src)', 'fs.fsyncSync(dst);\n  fs.closeSync(src)'],
  'a descriptor that is handed out': ['fs.closeSync(dst)', 'return dst'],
  'a total that is used afterwards': [/n\);\n {2}\}/, 'n);\n    total += n;\n  }\n  console.log(total);'],
  'a progress report': ['buffer, 0, n);', 'buffer, 0, n);\n    report(n);'],
  'a flag that ends the loop': [') > 0)', ') > 0 && !stopped)'],
  'a return from within': ['buffer, 0, n);', 'buffer, 0, n);\n    if (n < 4096) return;'],
  'another way through': ['  fs.closeSync(src);', '  if (n === 0) fs.closeSync(src);'],
  'a buffer that is used afterwards': ['fs.closeSync(dst)', 'keep(buffer);\n  fs.closeSync(dst)'],
};

for (const [name, [from, to]] of Object.entries(refused)) {
  test(`javascript: ${name}: no fix`, async () => {
    const changed = copies.replace(from, to);
    assert.notEqual(changed, copies);
    assert.deepEqual((await applyAll(analyzer, 'a.js', changed)).titles, []);
  });
}

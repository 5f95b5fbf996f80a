import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyEdits } from '../../src/analysis/fixes/edits';
import type { Finding } from '../../src/model/finding';
import { said } from '../english';
import { loadWasm } from './wasm';

// Programs whose loops no fix may touch, or only in a certain way: each change makes one of them of a plain copy.

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const first = async (text: string, path = 'a.mjs'): Promise<Finding | undefined> =>
  (await analyzer.analyze(path, text, analyzer.languageOf(path)!))[0];

const fixed = async (text: string, path?: string): Promise<string> => {
  const fix = (await first(text, path))?.fix;
  assert.ok(fix, text);
  return applyEdits(text, fix.edits);
};

const changed = (text: string, [from, to]: [string, string]): string => {
  const made = text.replace(from, () => to);
  assert.notEqual(made, text);
  return made;
};

const sync = `import * as fs from 'node:fs';

export function copy(source, target, limit) {
  const src = fs.openSync(source, 'r');
  const dst = fs.openSync(target, 'w');
  const buf = Buffer.alloc(4096);
  let total = 0;
  let n;
  while ((n = fs.readSync(src, buf, 0, 4096, null)) > 0) {
    fs.writeSync(dst, buf, 0, n);
    total += n;
  }
  fs.closeSync(src);
  fs.closeSync(dst);
}
`;

const streams = `import * as fs from 'node:fs';
import { once } from 'node:events';

export async function send(path, socket, limit) {
  let sent = 0;
  for await (const chunk of fs.createReadStream(path)) {
    if (!socket.write(chunk)) await once(socket, 'drain');
    sent += chunk.length;
  }
  socket.end();
}
`;

const handles = `import { open } from 'node:fs/promises';

export async function copy(source, target, limit) {
  const src = await open(source, 'r');
  const dst = await open(target, 'w');
  const buf = Buffer.alloc(4096);
  while (true) {
    const { bytesRead } = await src.read(buf, 0, 4096, null);
    if (bytesRead === 0) break;
    await dst.write(buf, 0, bytesRead);
  }
  await src.close();
  await dst.close();
}
`;

for (const [name, text] of Object.entries({ sync, streams, handles })) {
  test(`javascript: the plain copy by ${name} has a fix, and it is not safe`, async () =>
    assert.equal((await first(text))?.fix?.applicability, 'unsafe'));
}

const untouched: Record<string, Record<string, [string, string]>> = {
  sync: {
    'a limit in its body': ['    total += n;', '    total += n;\n    if (total >= limit) break;'],
    'a limit at its beginning': ['    fs.writeSync(', '    if (total >= limit) break;\n    fs.writeSync('],
    'a flag that returns': ['    total += n;', '    total += n;\n    if (stopped()) return;'],
    'a failure of its own': ['    total += n;', '    total += n;\n    if (total > limit) throw new Error();'],
    'a byte that ends it': ['    fs.writeSync(', '    if (buf[0] === 10) break;\n    fs.writeSync('],
    'a piece that is skipped': ['    fs.writeSync(', '    if (n < 100) continue;\n    fs.writeSync('],
    'a short read ends it': ['> 0) {', '=== buf.length) {'],
    'each chunk is put on disk': ['    total += n;', '    total += n;\n    fs.fdatasyncSync(dst);'],
    'put on disk at the end': ['  fs.closeSync(dst);', '  fs.fsyncSync(dst);\n  fs.closeSync(dst);'],
    'its size is asked for': [
      '  fs.closeSync(dst);',
      '  report(fs.fstatSync(dst).size);\n  fs.closeSync(dst);',
    ],
    'a header is read before': [
      '  let total',
      '  fs.readSync(src, Buffer.alloc(8), 0, 8, null);\n  let total',
    ],
    'a helper reads a header': ['  let total', '  skipHeader(src);\n  let total'],
    'a header is written before': ['  let total', "  fs.writeSync(dst, 'HEAD');\n  let total"],
    'it begins elsewhere': ['4096, null', '4096, limit'],
    'it begins behind a header': ['4096, null', '4096, total + 8'],
    'the path names another file by then': ['  let total', "  fs.renameSync('next', source);\n  let total"],
    'the path is another one by then': ['  let total', '  source = limit;\n  let total'],
    'chunks are counted': ['    total += n;', '    limit += 1;'],
    'the total is used afterwards': ['  fs.closeSync(dst);', '  fs.closeSync(dst);\n  return total;'],
    'a closure uses the total': [
      '  let total = 0;',
      '  let total = 0;\n  const timer = setInterval(() => log(total), 9);',
    ],
    'a field counts': ['    total += n;', '    this.total += n;'],
    'a lock is held': ['    total += n;', '    lock.acquire();\n    total += n;'],
    'something is called': ['    total += n;', '    total += n;\n    report();'],
    'a failed write is passed over': [
      '    fs.writeSync(dst, buf, 0, n);',
      '    try {\n      fs.writeSync(dst, buf, 0, n);\n    } catch {}',
    ],
    'a failed read is tried again': [
      '  while ((n = fs.readSync(src, buf, 0, 4096, null)) > 0) {',
      '  while (true) {\n    try {\n      n = fs.readSync(src, buf, 0, 4096, null);\n    } catch (error) {\n      continue;\n    }\n    if (n === 0) break;',
    ],
    'an own failure': [
      '    fs.writeSync(dst, buf, 0, n);',
      '    try {\n      fs.writeSync(dst, buf, 0, n);\n    } catch (error) {\n      throw new Error(String(error));\n    }',
    ],
    'an outer loop is left': ['    total += n;', '    total += n;\n    if (limit) break all;'],
    'another file system': ["import * as fs from 'node:fs'", "import { fs } from 'memfs'"],
    'a mode of the target': ["target, 'w'", "target, 'w', 0o600"],
    'a target that must not be there': ["target, 'w'", "target, 'wx'"],
    'a target that is added to': ["target, 'w'", "target, 'a'"],
    'a target that is updated': ["target, 'w'", "target, 'r+'"],
  },
  streams: {
    'a limit that ends it': [
      '    sent += chunk.length;',
      '    sent += chunk.length;\n    if (sent > limit) break;',
    ],
    'a limit that throws': [
      '    sent += chunk.length;',
      '    sent += chunk.length;\n    if (sent > limit) throw new Error();',
    ],
    'a limit before the write': ['    if (!socket', '    if (sent > limit) return;\n    if (!socket'],
    'an aborted signal': ['    if (!socket', '    if (limit.aborted) break;\n    if (!socket'],
    'a part of each chunk': ['write(chunk)', 'write(chunk.subarray(1))'],
    'what is sent is returned': ['  socket.end();', '  socket.end();\n  return sent;'],
    'a pause in each step': [
      '    sent += chunk.length;',
      '    await new Promise(done => setTimeout(done, 5));',
    ],
    'another stream has room': ["once(socket, 'drain')", "once(limit, 'drain')"],
    'room is not waited for': ["await once(socket, 'drain')", "once(socket, 'drain')"],
    'a write that may not be made': ['socket.write(chunk)', 'socket?.write(chunk)'],
    'progress is reported': ['    sent += chunk.length;', '    sent += chunk.length;\n    limit(sent);'],
    'a stop byte': ['    if (!socket', '    if (chunk[0] === 10) break;\n    if (!socket'],
    'two sinks': ['    sent += chunk.length;', '    limit.write(chunk);'],
    'a sink by condition': ['    if (!socket', '    if (chunk.length > 9) if (!socket'],
    'an event per chunk': ['    sent += chunk.length;', "    socket.emit('progress');"],
    'its close is waited for': ['  socket.end();', "  socket.end();\n  await once(socket, 'close');"],
    'its end is waited for later': [
      '  socket.end();',
      "  socket.end();\n  log();\n  await once(socket, 'finish');",
    ],
  },
  handles: {
    'a limit in its body': ['    if (bytesRead', '    if (limit()) break;\n    if (bytesRead'],
    'a read that is not waited for': ['await src.read', 'src.read'],
    'a write that is not waited for': ['await dst.write', 'dst.write'],
    'another field of the result': ['{ bytesRead }', '{ buffer: bytesRead }'],
    'a default for the count': ['{ bytesRead }', '{ bytesRead = 7 }'],
    'the handle is used afterwards': ['  await src.close();', '  await dst.sync();\n  await src.close();'],
    'a read that may not be made': ['await src.read', 'await src?.read'],
  },
};

const programs: Record<string, string> = { sync, streams, handles };
for (const [kind, cases] of Object.entries(untouched)) {
  for (const [name, change] of Object.entries(cases)) {
    test(`javascript: ${kind}: ${name}: no fix`, async () =>
      assert.equal((await first(changed(programs[kind]!, change)))?.fix ?? null, null));
  }
}

for (const part of ['n / 2', 'n >> 1', 'n & ~511', 'n - 4', 'Math.max(n - 4, 0)']) {
  test(`javascript: a write of ${part} bytes is no plain copy`, async () => {
    const found = await first(changed(sync, ['buf, 0, n)', `buf, 0, ${part})`]));
    assert.equal(found?.verdict, 'transformed');
    assert.equal(found.fix, null);
  });
}

const stillCopies: Record<string, Record<string, [string, string]>> = {
  sync: {
    'a position that counts from 0': ['4096, null', '4096, total'],
    'a short write is finished': [
      'fs.writeSync(dst, buf, 0, n);',
      'let at = 0;\n    while (at < n) at += fs.writeSync(dst, buf, at, n - at);',
    ],
    'a piece of the buffer': ['dst, buf, 0, n', 'dst, buf.subarray(0, n)'],
    'no condition': [
      'while ((n = fs.readSync(src, buf, 0, 4096, null)) > 0) {',
      'for (;;) {\n    n = fs.readSync(src, buf, 0, 4096, null);\n    if (!n) break;',
    ],
    'a test at the end': [
      'while ((n = fs.readSync(src, buf, 0, 4096, null)) > 0) {',
      'do {\n    n = fs.readSync(src, buf, 0, 4096, null);',
    ],
  },
  streams: {
    'room is waited for by a promise': [
      "await once(socket, 'drain')",
      "await new Promise(done => socket.once('drain', done))",
    ],
  },
  handles: {
    'a count by name': ['{ bytesRead } = await src', 'result = await src'],
  },
};

for (const [kind, cases] of Object.entries(stillCopies)) {
  for (const [name, change] of Object.entries(cases)) {
    test(`javascript: ${kind}: ${name}: still a plain copy`, async () => {
      const text = changed(programs[kind]!, change)
        .replace(
          '    total += n;\n  }',
          name === 'a test at the end' ? '    total += n;\n  } while (n > 0);' : '    total += n;\n  }',
        )
        .replaceAll(/bytesRead(?= ===|\);)/g, name === 'a count by name' ? 'result.bytesRead' : 'bytesRead');
      assert.ok((await first(text))?.fix, text);
    });
  }
}

test('javascript: the caveats name what fs.copyFile does otherwise', async () => {
  const caveats = (await first(sync))?.fix?.caveats.map(said) ?? [];
  assert.ok(
    caveats.includes(
      'fs.copyFile goes by the size of the source: of a pipe or a file of /proc it copies nothing',
    ),
  );
  assert.ok(caveats.includes('bytes that the loop loses when a write is cut short are no longer lost'));
});

test('javascript: an import in a comment or a text is no place for another', async () => {
  const text = `/*\nimport x from 'y';\n*/\n${streams}const page = \`\nimport a from 'b';\n\`;\n`;
  assert.match(
    await fixed(text),
    /import \{ once \} from 'node:events';\nimport \{ pipeline \} from 'node:stream\/promises';\n/,
  );
});

test('javascript: a name that is taken is not taken again', async () => {
  const text = streams.replace('export', 'const pipeline = 1;\nexport');
  assert.match(await fixed(text), /import \{ pipeline as pipeline2 \}[\s\S]+await pipeline2\(/);
});

test('javascript: a module by require gets its import by require', async () => {
  const text = streams
    .replace("import * as fs from 'node:fs'", "const fs = require('node:fs')")
    .replace("import { once } from 'node:events'", "const { once } = require('node:events')");
  assert.match(
    await fixed(text, 'a.cjs'),
    /require\('node:events'\);\nconst \{ pipeline \} = require\('node:stream\/promises'\);/,
  );
});

test('typescript: a cast stays with what it casts', async () => {
  const text = streams
    .replace('path, socket, limit', 'path: unknown, socket: Socket')
    .replace('createReadStream(path)', 'createReadStream(path as string)');
  assert.match(
    await fixed(text, 'a.ts'),
    /await pipeline\(fs\.createReadStream\(path as string\), socket\);/,
  );
});

test('javascript: what an own class writes to is not known to be a stream', async () => {
  const text = streams
    .replace('let sent', 'const out = new Masked(socket);\n  let sent')
    .replaceAll('socket.write', 'out.write');
  assert.equal((await first(text))?.fix ?? null, null);
});

const events = `import * as fs from 'node:fs';
import * as net from 'node:net';

export function send(path, port, limit) {
  const input = fs.createReadStream(path);
  const socket = net.connect(port);
  input.on('data', chunk => {
    socket.write(chunk);
  });
  input.on('end', () => socket.end());
}
`;

test('javascript: the plain handler has a fix, and it is not safe', async () =>
  assert.equal((await first(events))?.fix?.applicability, 'unsafe'));

const otherHandlers: Record<string, [string, string]> = {
  'a total': ['    socket.write(chunk);', '    limit += chunk.length;\n    socket.write(chunk);'],
  'progress is reported': ['    socket.write(chunk);', '    limit(chunk.length);\n    socket.write(chunk);'],
  'a part of each chunk': ['write(chunk)', 'write(chunk.subarray(1))'],
  'a stop byte': ['    socket.write', '    if (chunk[0] === 10) return;\n    socket.write'],
  'the source is paused at first': ['  input.on(', '  input.pause();\n  input.on('],
  'the handler is taken off': [
    "  input.on('end'",
    "  limit(() => input.removeAllListeners('data'));\n  input.on('end'",
  ],
  'its value is used': ["  input.on('data'", "  return input.on('data'"],
  'what the source is can not be seen': ['fs.createReadStream(path)', 'limit(path)'],
  'what the target is can not be seen': ['net.connect(port)', 'limit(port)'],
};

for (const [name, change] of Object.entries(otherHandlers)) {
  test(`javascript: handler: ${name}: no fix`, async () =>
    assert.equal((await first(changed(events, change)))?.fix ?? null, null));
}

test('javascript: a target that fails stops the source that pipe reads, whose end then does not come', async () => {
  const caveats = (await first(events))?.fix?.caveats.map(said) ?? [];
  assert.ok(
    caveats.some(text => /after a failure of the target, the source stops/.test(text)),
    caveats.join(),
  );
});

const backup = `import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

export async function backup(path, limit) {
  await pipeline(createReadStream(path), createWriteStream(path + '.bak'));
}
`;

test('javascript: a parameter called copyFile is not taken for the import that a call needs', async () => {
  const text = await fixed(changed(backup, ['limit', 'copyFile']));
  assert.match(text, /import \{ copyFile as copyFile2 \}[\s\S]+await copyFile2\(path/);
});

test('javascript: an import that a parameter hides is not called', async () => {
  const imported = `import { copyFile } from 'node:fs/promises';\n${changed(backup, ['limit', 'copyFile'])}`;
  assert.match(await fixed(imported), /copyFile as copyFile2[\s\S]+await copyFile2\(path/);
  const text = changed(streams, ['socket, limit', 'socket, { pipeline }']);
  assert.match(
    await fixed(`import { pipeline } from 'node:stream/promises';\n${text}`),
    /pipeline as pipeline2[\s\S]+await pipeline2\(/,
  );
});

for (const [name, text] of Object.entries({
  'a parameter': changed(sync, ['target, limit', 'target, fs']),
  'a function': changed(backup, ['{\n', '{\n  function createReadStream() {}\n']),
  'a constant': changed(handles, ['limit) {\n', 'limit) {\n  const open = limit.open;\n']),
}))
  test(`javascript: ${name} that hides what opens the files: no fix`, async () =>
    assert.equal((await first(text))?.fix ?? null, null));

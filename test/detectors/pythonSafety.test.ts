import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyEdits } from '../../src/analysis/fixes/edits';
import type { Finding } from '../../src/model/finding';
import { said } from '../english';
import { summaryIn, told } from './summaries';
import { loadWasm } from './wasm';

// Programs whose loops no fix may touch, or only in a certain way: each change makes one of them of a plain copy.

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const plain = `import socket


def send(sock: socket.socket, path, job, limit):
    last = b""
    sent = 0
    with open(path, "rb") as src:
        while chunk := src.read(4096):
            sock.sendall(chunk)
            sent += len(chunk)
    return sent
`;

const first = async (text: string): Promise<Finding | undefined> =>
  (await analyzer.analyze('a.py', text, 'python'))[0];

const fixed = async (text: string): Promise<string> => {
  const fix = (await first(text))?.fix;
  assert.ok(fix, text);
  return applyEdits(text, fix.edits);
};

const changed = (text: string, from: string, to: string): string => {
  const made = text.replace(from, to);
  assert.notEqual(made, text);
  return made;
};

const loopEnd = '            sent += len(chunk)';
const untouched: Record<string, [string, string]> = {
  'a limit in its body': [loopEnd, `${loopEnd}\n            if sent >= limit:\n                break`],
  'a limit before the read': [
    '        while chunk := src.read(4096):',
    '        while True:\n            if sent >= limit:\n                break\n            chunk = src.read(4096)\n            if not chunk:\n                break',
  ],
  'a limit on what is read': [
    'while chunk := src.read(4096):\n            sock.sendall(chunk)\n            sent += len(chunk)',
    'while chunk := src.read(min(4096, limit)):\n            sock.sendall(chunk)\n            limit -= len(chunk)',
  ],
  'a job that is cancelled': [
    loopEnd,
    `${loopEnd}\n            if job in cancelled:\n                return False`,
  ],
  'a flag of another thread': [loopEnd, `${loopEnd}\n            if stop.is_set():\n                break`],
  'half of each chunk': ['sendall(chunk)', 'sendall(chunk[:len(chunk) // 2])'],
  'whole sectors of each chunk': ['sendall(chunk)', 'sendall(chunk[:len(chunk) & ~511])'],
  'all but a trailer': ['sendall(chunk)', 'sendall(chunk[:-4])'],
  'chunks are counted': [loopEnd, `${loopEnd}\n            job += 1`],
  'the last chunk is kept': [loopEnd, `${loopEnd}\n            last = chunk`],
  'a lock around each write': [
    '            sock',
    '            with job:\n                pass\n            sock',
  ],
  'short chunks are passed over': [
    '            sock',
    '            if len(chunk) < 100:\n                continue\n            sock',
  ],
  'a byte is looked at': [
    '            sock',
    '            if chunk[0] == 10:\n                break\n            sock',
  ],
  'each chunk is reported': [loopEnd, `${loopEnd}\n            job(sent)`],
  'a failure is swallowed': [
    '            sock.sendall(chunk)',
    '            try:\n                sock.sendall(chunk)\n            except OSError:\n                pass',
  ],
  'a failure becomes another one': [
    '            sock.sendall(chunk)',
    '            try:\n                sock.sendall(chunk)\n            except OSError as failure:\n                raise RuntimeError() from failure',
  ],
  'each chunk is handed out': [loopEnd, `${loopEnd}\n            yield sent`],
  'a coroutine waits for each chunk': [
    '            sock.sendall(chunk)',
    '            await sock.sendall(chunk)',
  ],
  'a file that is written and read': ['"rb"', '"r+b"'],
  datagrams: ['    last', '    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n    last'],
};

for (const [name, [from, to]] of Object.entries(untouched)) {
  test(`python: ${name}: no fix`, async () => {
    const keep = name === 'the last chunk is kept' ? changed(plain, 'return sent', 'return last') : plain;
    assert.equal((await first(changed(keep, from, to)))?.fix ?? null, null);
  });
}

test('python: a loop that ends at a line is no copy of the whole file', async () => {
  const text = changed(
    plain,
    'while chunk := src.read(4096):',
    'for chunk in iter(lambda: src.read(1), b"\\n"):',
  );
  assert.notEqual((await first(text))?.verdict, 'replaceable');
});

test('python: the chunk of a for-each is asked for afterwards: no fix', async () => {
  const each = changed(
    plain,
    'while chunk := src.read(4096):',
    'for chunk in iter(lambda: src.read(4096), b""):',
  );
  assert.ok((await first(each))?.fix);
  assert.equal((await first(changed(each, 'return sent', 'return chunk')))?.fix, null);
});

test('python: the fix is not safe, keeps the loop, and starts where the file stands', async () => {
  assert.equal((await first(plain))?.fix?.applicability, 'unsafe');
  assert.match(
    await fixed(plain),
    / {8}if src\.seekable\(\):\n {12}sent \+= sock\.sendfile\(src, offset=src\.tell\(\)\)\n {8}while chunk :=/,
  );
});

const starts: Record<string, [string, RegExp]> = {
  'opened by a path here': ['', /\n {8}sent \+= sock\.sendfile\(src\)\n/],
  'read by a method': ['        src.read(8)\n', /offset=src\.tell\(\)/],
  'read by a helper': ['        skip_header(src)\n', /offset=src\.tell\(\)/],
  'read by a for-each': ['        for line in src:\n            break\n', /offset=src\.tell\(\)/],
  'read by pickle': ['        pickle.load(src)\n', /offset=src\.tell\(\)/],
};

for (const [name, [before, expected]] of Object.entries(starts)) {
  test(`python: a file ${name}`, async () => {
    const text = changed(plain, 'path, job', 'path: str, job');
    assert.match(await fixed(changed(text, '        while', `${before}        while `)), expected);
  });
}

test('python: a file that each round of an outer loop goes on with', async () => {
  const text = `import socket


def send(peers, path: str):
    sock = socket.create_connection(("localhost", 80))
    with open(path, "rb") as src:
        for peer in peers:
            while chunk := src.read(4096):
                sock.sendall(chunk)
`;
  assert.match(await fixed(text), /offset=src\.tell\(\)/);
});

test('python: a reader that is handed in is sent from where it stands', async () => {
  const text = changed(
    changed(plain, 'path, job', 'src: io.BufferedReader, job'),
    'with open(path, "rb") as src:',
    'if job:',
  );
  const fix = (await first(text))?.fix;
  assert.ok(fix?.caveats.map(said).includes("a class that overrides the file's read is passed by"));
  assert.ok(fix);
  assert.match(applyEdits(text, fix.edits), /offset=src\.tell\(\)/);
  assert.equal((await first(changed(text, 'io.BufferedReader', 'BinaryIO')))?.fix, null);
});

test('python: what is read ahead is read after sendfile', async () => {
  const text = changed(
    changed(plain, 'while chunk := src.read(4096):', 'chunk = src.read(4096)\n        while chunk:'),
    loopEnd,
    `${loopEnd}\n            chunk = src.read(4096)`,
  );
  assert.match(
    await fixed(text),
    /sendfile\(src, offset=src\.tell\(\)\)\n {8}chunk = src\.read\(4096\)\n {8}while chunk:/,
  );
});

test('python: a limit is what sendfile is asked for', async () => {
  const text = changed(
    plain,
    `while chunk := src.read(4096):
            sock.sendall(chunk)
            sent += len(chunk)`,
    `while limit > 0:
            chunk = src.read(min(limit, 4096))
            if not chunk:
                break
            sock.sendall(chunk)
            limit -= len(chunk)`,
  );
  assert.match(
    await fixed(text),
    /if limit > 0 and src\.seekable\(\):\n {12}limit -= sock\.sendfile\(src, offset=src\.tell\(\), count=limit\)\n/,
  );
});

test('python: a view of the buffer is the buffer', async () => {
  const text = changed(
    changed(
      plain,
      'while chunk := src.read(4096):',
      'buf = bytearray(4096)\n        chunk = memoryview(buf)\n        while n := src.readinto(buf):',
    ),
    'sock.sendall(chunk)\n            sent += len(chunk)',
    'sock.sendall(chunk[:n])\n            sent += n',
  );
  assert.match(await fixed(text), /sendfile/);
  assert.equal((await first(changed(text, 'chunk[:n]', 'chunk')))?.fix, null);
  assert.equal((await first(changed(text, 'return sent', 'return bytes(buf)')))?.fix, null);
});

test('python: a step is followed through an else and a pass', async () => {
  const text = changed(
    plain,
    loopEnd,
    `            if not chunk:\n                pass\n${loopEnd}\n        else:\n            sent += 0`,
  );
  const summary = await summaryIn('a.py', text);
  assert.deepEqual(told(summary).sort(), ['end by condition', 'read-error by throw', 'write-error by throw']);
});

test('python: what waits in a file object of the socket is sent first', async () => {
  const text = changed(
    plain.replace('sock.sendall', 'out.write'),
    '    with open(path, "rb") as src:',
    '    with open(path, "rb") as src, sock.makefile("wb") as out:',
  );
  assert.match(
    await fixed(text),
    /out\.flush\(\)\n {8}if src\.seekable\(\):\n {12}sent \+= sock\.sendfile\(src/,
  );
});

test('python: an accepted connection is a socket', async () => {
  const accepted = changed(
    plain,
    '    last = b""',
    '    listener = socket.create_server(job)\n    peer, _ = listener.accept()',
  );
  assert.match(await fixed(accepted.replace('sock.sendall', 'peer.sendall')), /peer\.sendfile\(src/);
});

test('python: a helper that only sends is followed', async () => {
  const text = changed(plain, '            sock.sendall(chunk)', '            forward(sock, chunk)');
  const helper = '\n\ndef forward(to, data):\n    to.sendall(data)\n';
  assert.match(await fixed(`${text}${helper}`), /sock\.sendfile\(src/);
  const noisy = '\n\ndef forward(to, data):\n    to.sendall(data)\n    tell(data)\n';
  assert.equal((await first(`${text}${noisy}`))?.fix ?? null, null);
});

test('python: copyfileobj stays behind what sendfile moves', async () => {
  const text = `import shutil
import socket


def send(sock: socket.socket, path):
    with open(path, "rb") as src, sock.makefile("wb") as dst:
        shutil.copyfileobj(src, dst)
`;
  assert.match(
    await fixed(text),
    /dst\.flush\(\)\n {8}if src\.seekable\(\):\n {12}sock\.sendfile\(src, offset=src\.tell\(\)\)\n {8}shutil\.copyfileobj\(src, dst\)/,
  );
});

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyAll, folder, lacks, movedBy, run, sample } from './fixRuns';
import { fixtures } from './markers';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());
const noPython = lacks('python3');

const program = `import shutil
import socket
import threading


def to_file(source, target):
    with open(source, "rb") as src, open(target, "wb") as dst:
        while True:
            chunk = src.read(4096)
            if not chunk:
                break
            dst.write(chunk)


def to_socket(conn: socket.socket, path):
    sent = 0
    with open(path, "rb") as f:
        head = f.read(10)
        conn.sendall(head)
        while block := f.read(4096):
            conn.sendall(block)
            sent += len(block)
    return sent


def by_file_object(conn: socket.socket, path):
    with open(path, "rb") as f, conn.makefile("wb") as out:
        out.write(b"head")
        shutil.copyfileobj(f, out)


def receive(listener, target):
    conn, _ = listener.accept()
    with conn, open(target, "wb") as out:
        out.write(conn.makefile("rb").read())


def through_socket(send, target):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=receive, args=(listener, target))
        thread.start()
        with socket.create_connection(listener.getsockname()) as conn:
            print(send(conn, "input"))
        thread.join()


to_file("input", "copy")
through_socket(to_socket, "received")
through_socket(by_file_object, "headed")
`;

test('python: fixed loops and calls copy the same bytes by sendfile', { skip: noPython }, async t => {
  const where = folder();
  t.after(() => where.remove());
  const { text, titles } = await applyAll(analyzer, 'program.py', program);
  assert.equal(titles.length, 3, text);
  where.write('program.py', text);
  const data = sample();
  where.write('input', data);
  where.write('expected', Buffer.concat([Buffer.from('head'), data]));
  const done = run(['python3', 'program.py'], where, ['copy_file_range', 'sendfile']);
  assert.equal(done.status, 0, `${done.output}\n${text}`);
  assert.match(done.output, new RegExp(`^${data.length - 10}$`, 'm'));
  assert.equal(where.digest('copy'), where.digest('input'));
  assert.equal(where.digest('received'), where.digest('input'));
  assert.equal(where.digest('headed'), where.digest('expected'));
  if (!done.calls) return t.diagnostic('strace is not installed: the calls were not looked at');
  const moved = movedBy(done.calls, 'copy_file_range') + movedBy(done.calls, 'sendfile');
  assert.equal(moved, 3 * data.length - 10);
});

for (const { path, text } of fixtures().filter(fixture => fixture.language === 'python')) {
  test(`python: ${path} compiles after all its fixes`, { skip: noPython }, async t => {
    const fixed = await applyAll(analyzer, path, text);
    if (fixed.titles.length === 0) return;
    const where = folder();
    t.after(() => where.remove());
    where.write('fixed.py', fixed.text);
    const built = run(['python3', '-m', 'py_compile', 'fixed.py'], where);
    assert.equal(built.status, 0, `${built.output}\n${fixed.text}`);
  });
}

// Which frame of a stack is shown as the place of a relay.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeLocation, pythonLocation } from '../../src/trace/interpreterStacks';
import { locationOf, type ResolvedFrame } from '../../src/trace/location';

const here =
  (...files: string[]) =>
  (file: string) =>
    files.includes(file);
const frame = (module: string, ...lines: [string | null, string | null, number | null][]): ResolvedFrame => ({
  module,
  lines: lines.map(([name, file, line]) => ({ function: name, file, line })),
});
const libc = frame('/usr/lib/libc.so.6', ['write', '/src/write.c', 26]);

test('the innermost line of a source that is here', () => {
  const frames = [
    libc,
    frame('/srv/app', ['helper', '/gone/helper.c', 5]),
    frame('/srv/app', ['inlined', '/src/loop.c', 7], ['outer', '/src/loop.c', 30]),
    frame('/srv/app', ['main', '/src/main.c', 9]),
  ];
  assert.deepEqual(locationOf(frames, here('/src/loop.c', '/src/main.c', '/src/write.c')), {
    file: '/src/loop.c',
    line: 7,
    function: 'inlined',
  });
});

test("lines of a language's own library are passed over", () => {
  const frames = [
    frame('/srv/app', ['std::write_all', '/rustc/abc/library/std/io.rs', 1], ['relay', '/src/r.rs', 12]),
  ];
  const all = () => true;
  assert.equal(locationOf(frames, all)?.line, 12);
  const go = [
    frame('/srv/app', ['os.Write', '/usr/local/go/src/os/file.go', 1]),
    frame('/srv/app', ['main.relay', '/src/m.go', 3]),
  ];
  assert.equal(locationOf(go, all)?.line, 3);
});

test('without lines, the function and its file', () => {
  const frames = [libc, frame('/usr/bin/node', ['uv__fs_write', null, null], ['uv__fs_work', null, null])];
  assert.deepEqual(locationOf(frames, here()), {
    file: '/usr/bin/node',
    line: null,
    function: 'uv__fs_work',
  });
});

test('without names there is no location', () => {
  assert.equal(locationOf([libc, frame('/bin/dd', [null, null, null]), frame('/bin/dd')], here()), null);
  assert.equal(locationOf([], here()), null);
});

test("Python's innermost line of the program's own, library frames passed over", () => {
  const stack = `Stack (most recent call first):
  File "/usr/lib/python3.11/shutil.py", line 200 in copyfileobj
  File "/srv/copy.py", line 25 in fileobj
  File "/srv/copy.py", line 28 in <module>
`;
  assert.deepEqual(pythonLocation(stack), { file: '/srv/copy.py', line: 25, function: 'fileobj' });
  assert.equal(pythonLocation('Stack (most recent call first):\n'), null);
});

test("Node's innermost line of the program's own, its library and packages passed over", () => {
  const stack = `Error
    at writeAll (node:internal/fs/streams:1:1)
    at Pump.run (/srv/node_modules/pump/index.js:3:9)
    at async Object.send [as run] (file:///srv/a%20b/send.mjs:27:11)
    at /srv/main.js:1:2
`;
  assert.deepEqual(nodeLocation(stack), { file: '/srv/a b/send.mjs', line: 27, function: 'Object.send' });
  assert.deepEqual(nodeLocation('Error\n    at /srv/main.js:12:34\n'), {
    file: '/srv/main.js',
    line: 12,
    function: null,
  });
  const ofAPackage = nodeLocation('Error\n    at Pump.run (/srv/node_modules/pump/index.js:3:9)\n');
  assert.equal(ofAPackage?.file, '/srv/node_modules/pump/index.js');
  assert.equal(nodeLocation('Error\n    at node:internal/a:1:1\n'), null);
});

test('a path of other letters is told as it is, though faulthandler writes it in ASCII', () => {
  const stack = 'Stack (most recent call first):\n  File "/srv/\\xfc \\u8def/copy.py", line 3 in kopi\\xe9\n';
  assert.deepEqual(pythonLocation(stack), { file: '/srv/ü 路/copy.py', line: 3, function: 'kopié' });
});

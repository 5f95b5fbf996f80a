// Which frame of a stack is shown as the place of a relay.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeLocation, pythonLocation } from '../../src/trace/interpreterStacks';
import { javaFrames, javaLocation } from '../../src/trace/javaStack';
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

test("without lines, functions of a language's own library are passed over", () => {
  const frames = [
    frame('/srv/app', ['<std::net::udp::UdpSocket>::send', null, null]),
    frame('/srv/app', ['std::io::copy::<std::fs::File, app::Sink>', null, null]),
    frame('/srv/app', ['app::main', null, null]),
  ];
  assert.equal(locationOf(frames, here())?.function, 'app::main');
  assert.equal(locationOf(frames.slice(0, 2), here()), null);
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

test("Java's innermost line outside of the JDK, in a source that is here if there is one", () => {
  const frames =
    javaFrames(`"main" #1 prio=5 os_prio=0 cpu=26.99ms tid=0x00007f25 nid=0x4a42 runnable  [0x00007f250ff1e000]
   java.lang.Thread.State: RUNNABLE
\tat java.io.FileOutputStream.writeBytes(java.base@17.0.15/Native Method)
\tat java.io.FileOutputStream.write(java.base@17.0.15/FileOutputStream.java:349)
\tat org.lib.IO.copy(lib@2.1/IO.java:7)
\t- locked <0x000000062b81e8d8> (a java.io.FileOutputStream)
\tat com.acme.Copy$Loop.lambda$run$0(Copy.java:10)
\tat com.acme.Copy$$Lambda$14/0x0000000800c01200.run(Unknown Source)
\tat Main.main(Main.kt:28)`);
  assert.deepEqual(frames, [
    { source: 'org/lib/IO.java', line: 7, function: 'org.lib.IO.copy' },
    { source: 'com/acme/Copy.java', line: 10, function: 'com.acme.Copy$Loop.lambda$run$0' },
    { source: 'Main.kt', line: 28, function: 'Main.main' },
  ]);
  const nowhere = { file: 'org/lib/IO.java', line: 7, function: 'org.lib.IO.copy' };
  assert.deepEqual(javaLocation(frames, new Map()), nowhere);
  const place = '/srv/src/main/java/com/acme/Copy.java';
  const here = javaLocation(frames, new Map([['com/acme/Copy.java', place]]));
  assert.deepEqual(here, { file: place, line: 10, function: 'com.acme.Copy$Loop.lambda$run$0' });
});

test('a Java stack of the JDK alone has no line', () => {
  const frames = javaFrames('\tat java.lang.Thread.run(java.base@17.0.15/Thread.java:840)');
  assert.equal(javaLocation(frames, new Map()), null);
});

test("the line of a virtual thread, which Java 25 shows below its carrier's frames", () => {
  const frames = javaFrames(`   Carrying virtual thread #26
\tat jdk.internal.vm.Continuation.run(java.base@25.0.1/Continuation.java:251)
\tat java.util.concurrent.ForkJoinWorkerThread.run(java.base@25.0.1/ForkJoinWorkerThread.java:187)
   Mounted virtual thread #26
\tat java.io.FileOutputStream.write(java.base@25.0.1/FileOutputStream.java:404)
\tat Copy.relay(Copy.java:10)`);
  assert.deepEqual(frames, [{ source: 'Copy.java', line: 10, function: 'Copy.relay' }]);
});

// The lines that the tracer names in Java programs, and that it neither disturbs them nor leaves a file.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Trace } from '../../src/model/trace';
import { scratchFolder, writeNoise } from './engine';
import { iopathTrace, missingEngine, missingFor, parseTrace, relayingPrograms, traceOf } from './traced';

const folder = scratchFolder();
const bytes = 4 << 20;
const source = writeNoise(folder, 'source.bin', bytes);
const sink = join(folder, 'sink.bin');
const find = (name: string) => relayingPrograms.find(program => program.name === name)!;
const noJava = missingFor(find('java large'), folder);
const copySource = join(process.cwd(), 'test', 'native', 'tracePrograms', 'Copy.java');

/** The number of the only line of a source that holds `text`. */
function lineOf(file: string, text: string): number {
  const lines = readFileSync(file, 'utf8').split('\n');
  assert.equal(lines.filter(line => line.includes(text)).length, 1, `${text} in ${file}`);
  return lines.findIndex(line => line.includes(text)) + 1;
}

/** The machine's listener, and the file that starts it. */
function assertNothingLeft({ relays }: Trace) {
  const { pid } = relays[0]!.process;
  for (const name of [`.java_pid${pid}`, `.java_pid${pid}.tmp`, `.attach_pid${pid}`])
    assert.ok(!existsSync(join('/tmp', name)), name);
}

function compiled(name: string, text: string): string {
  const file = join(folder, `${name}.java`);
  writeFileSync(file, text);
  const { status, stderr } = spawnSync('javac', ['-g', '-d', folder, file], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return file;
}

const withOptions = (...options: string[]) => {
  const [java, ...rest] = find('java large').command(folder, source, sink);
  return [java!, ...options, ...rest];
};

for (const [variant, text, scope] of [
  ['large', 'out.write(buffer, 0, n);', 'Copy.relay'],
  ['small', 'out.write(buffer, 0, n);', 'Copy.relay'],
  ['channels', 'out.write(buffer);', 'Copy.channels'],
] as const)
  test(`java ${variant}: the line that writes is found, and no file is left`, { skip: noJava }, () => {
    const command = find(`java ${variant}`).command(folder, source, sink);
    const { out, err, code } = iopathTrace(['--json', '--engine', 'ptrace', '--', ...command]);
    assert.equal(code, 0, err);
    assert.equal(err, '');
    const trace = parseTrace(out);
    const location = { file: copySource, line: lineOf(copySource, text), function: scope };
    assert.deepEqual(trace.relays[0]!.location, location);
    assertNothingLeft(trace);
  });

/** A Java of another version: where Debian's packages and those of others lie. */
function otherJava(): { home: string; version: string } | null {
  const parent = '/usr/lib/jvm';
  const own = /"(\d+)/.exec(spawnSync('java', ['-version'], { encoding: 'utf8' }).stderr)?.[1];
  for (const name of existsSync(parent) ? readdirSync(parent) : []) {
    const home = join(parent, name);
    const release = join(home, 'release');
    if (!existsSync(release) || !existsSync(join(home, 'bin', 'javac'))) continue;
    const version = /^JAVA_VERSION="(\d+)/m.exec(readFileSync(release, 'utf8'))?.[1];
    if (version && version !== own) return { home, version };
  }
  return null;
}
const other = noJava ? null : otherJava();
const noOther = noJava || (!other && 'there is one version of Java in /usr/lib/jvm');

for (const [variant, text] of [
  ['large', 'out.write(buffer, 0, n);'],
  ['channels', 'out.write(buffer);'],
] as const)
  test(
    `java ${other?.version ?? 'of another version'}, ${variant}: the line is found`,
    { skip: noOther },
    () => {
      const classes = scratchFolder();
      const bin = (name: string) => join(other!.home, 'bin', name);
      const { status, stderr } = spawnSync(bin('javac'), ['-g', '-d', classes, copySource], {
        encoding: 'utf8',
      });
      assert.equal(status, 0, stderr);
      const trace = traceOf([bin('java'), '-cp', classes, 'Copy', source, sink, variant]);
      assert.equal(trace.relays[0]!.location?.line, lineOf(copySource, text));
      assertNothingLeft(trace);
    },
  );

test('two threads that copy at once each name their own line', { skip: noJava }, () => {
  const file = compiled(
    'Both',
    `import java.io.*;
class Both {
  static void one(InputStream in, OutputStream out, byte[] b) throws IOException {
    for (int n; (n = in.read(b)) > 0; ) out.write(b, 0, n); // one
  }
  static void two(InputStream in, OutputStream out, byte[] b) throws IOException {
    for (int n; (n = in.read(b)) > 0; ) out.write(b, 0, n); // two
  }
  public static void main(String[] words) throws Exception {
    var ready = new java.util.concurrent.CyclicBarrier(2);
    for (int at = 1; at <= 2; ++at) {
      final int number = at;
      new Thread(() -> {
        try (var in = new FileInputStream(words[0]); var out = new FileOutputStream(words[number])) {
          ready.await();
          if (number == 1) one(in, out, new byte[16384]); else two(in, out, new byte[16384]);
        } catch (Exception error) {
          throw new RuntimeException(error);
        }
      }).start();
    }
  }
}
`,
  );
  const sinks = [`${sink}-one`, `${sink}-two`];
  const trace = traceOf(['java', '-cp', folder, 'Both', source, ...sinks]);
  assert.equal(trace.exitCode, 0);
  const lines = sinks.map(name => trace.relays.find(({ to }) => to.name === name)?.location);
  assert.deepEqual(
    lines.map(place => [place?.function, place?.line]),
    ['one', 'two'].map(name => [`Both.${name}`, lineOf(file, `// ${name}`)]),
  );
  assertNothingLeft(trace);
});

test('each of many threads that write at once is named, to the last', { skip: noJava }, () => {
  const file = compiled(
    'Many',
    `import java.io.*;
class Many {
  public static void main(String[] words) throws Exception {
    var ready = new java.util.concurrent.CyclicBarrier(64);
    for (int at = 0; at < 64; ++at) {
      final int number = at;
      new Thread(() -> {
        byte[] b = new byte[16384];
        try {
          ready.await();
          for (int turn = 0; turn < 3; ++turn)
            try (var in = new FileInputStream(words[0]); var out = new FileOutputStream(words[1] + number + "-" + turn)) {
              for (int n, left = 20; left > 0 && (n = in.read(b)) > 0; --left) out.write(b, 0, n);
            }
        } catch (Exception error) {
          throw new RuntimeException(error);
        }
      }).start();
    }
  }
}
`,
  );
  const trace = traceOf(['java', '-cp', folder, 'Many', source, `${sink}-many-`]);
  assert.equal(trace.exitCode, 0);
  const copies = trace.relays.filter(({ to }) => to.name.startsWith(`${sink}-many-`));
  assert.equal(copies.length, 64 * 3);
  const line = lineOf(file, 'out.write(b, 0, n);');
  assert.deepEqual(new Set(copies.map(({ location }) => location?.line)), new Set([line]));
  assert.deepEqual(
    trace.relays.filter(({ to }) => to.name.includes('java_pid')),
    [],
  );
  assertNothingLeft(trace);
});

for (const [what, ...options] of [
  ['takes no requests', '-XX:+DisableAttachMechanism'],
  ['takes no requests and keeps no performance data', '-XX:+DisableAttachMechanism', '-XX:-UsePerfData'],
] as const)
  test(`a machine that ${what} runs undisturbed, and its native function is named`, { skip: noJava }, () => {
    const { out, err, code } = iopathTrace([
      '--json',
      '--engine',
      'ptrace',
      '--',
      ...withOptions(...options),
    ]);
    assert.equal(code, 0, err);
    // It answers SIGQUIT by a dump to its standard output, which stands in for ours here.
    assert.equal(err, '');
    const trace = parseTrace(out);
    assert.equal(trace.exitCode, 0);
    const { location } = trace.relays[0]!;
    assert.equal(location?.line ?? null, null);
    assert.match(location?.file ?? 'libjava.so', /lib(java|nio)\.so$/);
    assertNothingLeft(trace);
  });

for (const [what, option] of [
  ['keeps no performance data', '-XX:-UsePerfData'],
  ['shows no performance data', '-XX:+PerfDisableSharedMem'],
] as const)
  test(`a machine that ${what} names the line`, { skip: noJava }, () => {
    const trace = traceOf(withOptions(option));
    assert.equal(trace.exitCode, 0);
    assert.equal(trace.relays[0]!.location?.line, lineOf(copySource, 'out.write(buffer, 0, n);'));
    assertNothingLeft(trace);
  });

test(
  'a machine without signal handlers has a listener from its start: it gets no signal',
  { skip: noJava },
  () => {
    const trace = traceOf(withOptions('-Xrs'));
    assert.equal(trace.exitCode, 0);
    assert.equal(trace.exitSignal, null);
    assert.equal(trace.relays[0]!.location?.line, lineOf(copySource, 'out.write(buffer, 0, n);'));
    assertNothingLeft(trace);
  },
);

test('a machine that is killed while it is asked leaves no file', { skip: noJava }, () => {
  compiled(
    'Killed',
    `import java.io.*;
import java.nio.file.*;
class Killed {
  public static void main(String[] words) throws Exception {
    long own = ProcessHandle.current().pid();
    var kill = new Thread(() -> {
      try {
        while (!Files.exists(Path.of("/tmp/.java_pid" + own))) Thread.onSpinWait();
        new ProcessBuilder("kill", "-KILL", "" + own).start();
      } catch (IOException error) {
        throw new RuntimeException(error);
      }
    });
    kill.setDaemon(true);
    kill.start();
    byte[] b = new byte[16384];
    for (int at = 0; at < 500; ++at)
      try (var in = new FileInputStream(words[0]); var out = new FileOutputStream(words[1] + at % 4)) {
        for (int n; (n = in.read(b)) > 0; ) out.write(b, 0, n);
      }
  }
}
`,
  );
  const trace = traceOf(['java', '-cp', folder, 'Killed', source, `${sink}-killed-`]);
  assert.equal(trace.exitSignal, 'SIGKILL');
  assertNothingLeft(trace);
});

test(
  'engine bpf names the native function, and says which engine names the line',
  { skip: noJava || missingEngine('bpf') },
  () => {
    const trace = traceOf(withOptions(), [], 'bpf');
    assert.equal(trace.relays[0]!.location?.line ?? null, null);
    assert.deepEqual(trace.otherEngine.gains, ['no-loss', 'java-lines']);
    assertNothingLeft(trace);
  },
);

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyAll, folder, lacks, movedBy, run, sample } from './fixRuns';
import { fixtures } from './markers';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());
const noJava = lacks('javac', 'java');

const program = `import java.io.*;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.*;

public class Main {
    private static final int SIZE = 8192;

    static long streams(File from, File to) throws IOException {
        long total = 0;
        byte[] buffer = new byte[SIZE];
        try (InputStream in = new FileInputStream(from); FileOutputStream out = new FileOutputStream(to)) {
            int n;
            while ((n = in.read(buffer)) != -1) {
                out.write(buffer, 0, n);
                total += n;
            }
        }
        return total;
    }

    static void rest(RandomAccessFile in, FileOutputStream out) throws IOException {
        byte[] buf = new byte[4096];
        for (;;) {
            int len = in.read(buf, 0, buf.length);
            if (len < 0) break;
            out.write(buf, 0, len);
        }
        if (in.getFilePointer() != in.length()) throw new IOException("was not moved");
    }

    static long send(Path path, SocketChannel peer) throws IOException {
        long sent = 0;
        try (var source = java.nio.channels.FileChannel.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(64 * 1024);
            while (source.read(bytes) != -1) {
                bytes.flip();
                while (bytes.hasRemaining()) {
                    sent += peer.write(bytes);
                }
                bytes.clear();
            }
        }
        return sent;
    }

    public static void main(String[] args) throws Exception {
        System.out.println(streams(new File("input"), new File("copy")));
        try (RandomAccessFile in = new RandomAccessFile("input", "r"); FileOutputStream out = new FileOutputStream("rest")) {
            byte[] head = new byte[1000];
            in.readFully(head);
            out.write(head);
            rest(in, out);
        }
        ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        Thread reader = new Thread(() -> {
            try (SocketChannel peer = listener.accept()) {
                Files.copy(java.nio.channels.Channels.newInputStream(peer), Path.of("received"));
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
        });
        reader.start();
        try (SocketChannel peer = SocketChannel.open(listener.getLocalAddress())) {
            System.out.println(send(Path.of("input"), peer));
        }
        reader.join();
    }
}
`;

for (const ends of ['\n', '\r\n'])
  test(
    `java: fixed loops copy the same bytes inside the kernel, lines end in ${JSON.stringify(ends)}`,
    { skip: noJava },
    async t => {
      const where = folder();
      t.after(() => where.remove());
      const input = sample();
      where.write('input', input);
      const fixed = await applyAll(analyzer, 'Main.java', program.replace(/\n/g, ends));
      assert.equal(fixed.titles.length, 3, fixed.text);
      assert.equal(fixed.text.split('\n').length, fixed.text.split(ends).length, 'line ends are kept');
      assert.deepEqual(await analyzer.analyze('Main.java', fixed.text, 'java'), []);
      where.write('Main.java', fixed.text);
      const compiled = run(['javac', '-Xlint:all', 'Main.java'], where);
      assert.equal(compiled.status, 0, `${compiled.output}\n${fixed.text}`);
      const ran = run(['java', '-cp', '.', 'Main'], where, ['sendfile', 'copy_file_range']);
      assert.equal(ran.status, 0, ran.output);
      assert.deepEqual(
        ran.output.match(/^\d+$/gm),
        [String(input.length), String(input.length)],
        'totals are kept',
      );
      for (const name of ['copy', 'rest', 'received'])
        assert.equal(where.digest(name), where.digest('input'), `${name} has the bytes of the source`);
      if (!ran.calls) return t.diagnostic('strace is not installed: the system calls were not looked at');
      const moved = movedBy(ran.calls, 'sendfile') + movedBy(ran.calls, 'copy_file_range');
      assert.equal(moved, 3 * input.length - 1000, 'every byte went through the kernel');
    },
  );

const calls = `import java.io.*;
import java.net.InetSocketAddress;
import java.nio.channels.*;
import java.nio.file.*;

public class Main {
    static void files(File from, File to) throws IOException {
        try (FileInputStream in = new FileInputStream(from); FileOutputStream out = new FileOutputStream(to)) {
            IOUtils.copy(in, out);
        }
    }

    static void send(File from, SocketChannel peer) throws IOException {
        try (FileInputStream in = new FileInputStream(from)) {
            in.transferTo(Channels.newOutputStream(peer));
        }
    }

    public static void main(String[] args) throws Exception {
        files(new File("input"), new File("copy"));
        ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        Thread reader = new Thread(() -> {
            try (SocketChannel peer = listener.accept()) {
                Files.copy(Channels.newInputStream(peer), Path.of("received"));
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
        });
        reader.start();
        try (SocketChannel peer = SocketChannel.open(listener.getLocalAddress())) {
            send(new File("input"), peer);
        }
        reader.join();
    }
}
`;

/** Stands for the library's class. */
const library = `import java.io.*;
class IOUtils {
    static long copy(InputStream in, OutputStream out) throws IOException { return in.transferTo(out); }
}
`;

test('java: fixed calls copy the same bytes inside the kernel', { skip: noJava }, async t => {
  const where = folder();
  t.after(() => where.remove());
  const input = sample();
  where.write('input', input);
  const fixed = await applyAll(analyzer, 'Main.java', calls);
  assert.equal(fixed.titles.length, 2, fixed.text);
  assert.deepEqual(await analyzer.analyze('Main.java', fixed.text, 'java'), []);
  where.write('Main.java', fixed.text);
  where.write('IOUtils.java', library);
  const compiled = run(['javac', '-Xlint:all', 'Main.java', 'IOUtils.java'], where);
  assert.equal(compiled.status, 0, `${compiled.output}\n${fixed.text}`);
  const ran = run(['java', '-cp', '.', 'Main'], where, ['sendfile', 'copy_file_range']);
  assert.equal(ran.status, 0, ran.output);
  for (const name of ['copy', 'received']) assert.equal(where.digest(name), where.digest('input'));
  if (!ran.calls) return t.diagnostic('strace is not installed: the system calls were not looked at');
  const moved = movedBy(ran.calls, 'sendfile') + movedBy(ran.calls, 'copy_file_range');
  assert.equal(moved, 2 * input.length, 'every byte went through the kernel');
});

test('java: classes written in full need no import', { skip: noJava }, async t => {
  const where = folder();
  t.after(() => where.remove());
  const text = `class T {
    static void f(java.io.File a, java.io.File b) throws java.io.IOException {
        byte[] buf = new byte[64];
        try (java.io.InputStream in = new java.io.FileInputStream(a); java.io.FileOutputStream out = new java.io.FileOutputStream(b)) {
            int n;
            while ((n = in.read(buf)) != -1) {
                out.write(buf, 0, n);
            }
        }
    }
}
`;
  const fixed = await applyAll(analyzer, 'T.java', text);
  assert.equal(fixed.titles.length, 1);
  where.write('T.java', fixed.text);
  const compiled = run(['javac', 'T.java'], where);
  assert.equal(compiled.status, 0, `${compiled.output}\n${fixed.text}`);
});

const refusedCalls: Record<string, string> = {
  'a value that is asked for': 'long n = IOUtils.copy(new FileInputStream(a), new FileOutputStream(b));',
  'a stream in between':
    'BufferedInputStream in = new BufferedInputStream(new FileInputStream(a)); FileOutputStream out = new FileOutputStream(b); IOUtils.copy(in, out);',
  'a statement without braces':
    'FileInputStream in = new FileInputStream(a); FileOutputStream out = new FileOutputStream(b); if (a != null)\n            IOUtils.copy(in, out);',
  'a class Long of its own':
    'class Long {} FileInputStream in = new FileInputStream(a); FileOutputStream out = new FileOutputStream(b); IOUtils.copy(in, out);',
  'the stream of a socket':
    'FileInputStream in = new FileInputStream(a); in.transferTo(new java.net.Socket("h", 1).getOutputStream());',
};

for (const [what, statements] of Object.entries(refusedCalls))
  test(`java: a call with ${what} is found and not fixed`, async () => {
    const lines = statements.replaceAll('; ', ';\n        ');
    const text = `import java.io.*;\nclass T {\n    void f(File a, File b) throws IOException {\n        ${lines}\n    }\n}\n`;
    const findings = await analyzer.analyze('T.java', text, 'java');
    assert.deepEqual(
      findings.map(finding => [finding.rule, finding.fix]),
      [['copy-call', null]],
    );
  });

/** Compiles each file by itself, as its classes may have the names of another's, in one virtual machine. */
const compileEach = `import javax.tools.ToolProvider;

class Compile {
    public static void main(String[] names) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        for (String name : names)
            System.out.println(
                name + " " + compiler.run(null, System.out, System.out, "-proc:none", "-nowarn", "-d", "of-" + name, name));
    }
}
`;

test('java: fixed fixtures compile, and no fixed loop is left', { skip: noJava }, async t => {
  const where = folder();
  t.after(() => where.remove());
  const names: string[] = [];
  for (const { path, text } of fixtures().filter(({ language }) => language === 'java')) {
    const fixed = await applyAll(analyzer, path, text);
    const left = await analyzer.analyze(path, fixed.text, 'java');
    assert.equal(left.filter(finding => finding.fix).length, 0);
    where.write(path.split('/').pop()!, fixed.text);
    names.push(path.split('/').pop()!);
  }
  where.write('Compile.java', compileEach);
  const compiled = run(['java', 'Compile.java', ...names], where);
  assert.deepEqual(
    compiled.output.match(/^\S+ \d+$/gm),
    names.map(name => `${name} 0`),
    compiled.output,
  );
});

const refused: Record<string, string> = {
  'a stream between loop and file': `BufferedInputStream in = new BufferedInputStream(new FileInputStream(a)); FileOutputStream out = new FileOutputStream(b);
        byte[] buf = new byte[64]; int n;
        while ((n = in.read(buf)) != -1) { out.write(buf, 0, n); }`,
  'a loop without braces around it': `FileInputStream in = new FileInputStream(a); FileOutputStream out = new FileOutputStream(b);
        byte[] buf = new byte[64]; int n;
        if (b != null) while ((n = in.read(buf)) != -1) { out.write(buf, 0, n); }`,
  'a count that is used later': `FileInputStream in = new FileInputStream(a); FileOutputStream out = new FileOutputStream(b);
        byte[] buf = new byte[64]; int n;
        while ((n = in.read(buf)) != -1) { out.write(buf, 0, n); }
        System.out.println(n);`,
  progress: `FileInputStream in = new FileInputStream(a); FileOutputStream out = new FileOutputStream(b);
        byte[] buf = new byte[64]; int n;
        while ((n = in.read(buf)) != -1) { out.write(buf, 0, n); report(n); }`,
  'a way out of its own': `FileInputStream in = new FileInputStream(a); FileOutputStream out = new FileOutputStream(b);
        byte[] buf = new byte[64]; int n;
        while ((n = in.read(buf)) != -1) { if (stopped) break; out.write(buf, 0, n); }`,
  'half-typed code': `FileInputStream in = new FileInputStream(a); FileOutputStream out = new FileOutputStream(b);
        byte[] buf = new byte[64]; int n;
        while ((n = in.read(buf)) != -1) { out.write(buf, 0, n); }
        foo(;`,
};

for (const [why, body] of Object.entries(refused))
  test(`java: ${why} gets advice and no fix`, async () => {
    const text = `import java.io.*;\nclass A {\n    void m(File a, File b) throws IOException {\n        ${body}\n    }\n}\n`;
    const findings = await analyzer.analyze('A.java', text, 'java');
    assert.equal(findings.length, 1);
    assert.equal(findings[0]!.fix, null);
  });

test('java: what is read before the loop is read behind what the channel moves', async () => {
  const text = `import java.io.*;
class A {
    void m(File a, File b) throws IOException {
        FileInputStream in = new FileInputStream(a);
        FileOutputStream out = new FileOutputStream(b);
        byte[] buf = new byte[64];
        int n = in.read(buf);
        while (n != -1) {
            out.write(buf, 0, n);
            n = in.read(buf);
        }
    }
}
`;
  const { text: fixed } = await applyAll(analyzer, 'A.java', text);
  assert.match(fixed, /transferTo\(.*\);\n {8}int n = in\.read\(buf\);\n {8}while/);
});

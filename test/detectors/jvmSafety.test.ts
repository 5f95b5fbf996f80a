import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyEdits } from '../../src/analysis/fixes/edits';
import type { Finding } from '../../src/model/finding';
import { said } from '../english';
import { loadWasm } from './wasm';

// Programs of the JVM whose loops no fix may touch, or only in a certain way: each change makes one of them of a plain copy.

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const first = async (text: string, path: string): Promise<Finding | undefined> =>
  (await analyzer.analyze(path, text, analyzer.languageOf(path)!))[0];

const java = `import java.io.*;

class A {
    long total;

    long copy(File from, File to, long left) throws IOException {
        FileInputStream in = new FileInputStream(from);
        FileOutputStream out = new FileOutputStream(to);
        byte[] buf = new byte[4096];
        int n;
        long count = 0;
        while ((n = in.read(buf)) != -1) {
            out.write(buf, 0, n);
            count += n;
        }
        return count;
    }
}
`;

const kotlin = `import java.io.*

fun copy(from: File, to: File): Long {
    val input = FileInputStream(from)
    val output = FileOutputStream(to)
    val buffer = ByteArray(4096)
    var count = 0L
    while (true) {
        val n = input.read(buffer)
        if (n < 0) break
        output.write(buffer, 0, n)
        count += n
    }
    return count
}
`;

type Change = [from: string, to: string];
const changed = (text: string, [from, to]: Change): string => {
  const made = text.replace(from, to);
  assert.notEqual(made, text, from);
  return made;
};

const refused: Record<string, Change> = {
  'a limit in its body': ['count += n;', 'count += n; if (count >= left) break;'],
  'a limit on what is read': [
    '(n = in.read(buf)) != -1) {',
    '(n = in.read(buf, 0, (int) Math.min(buf.length, left))) > 0) { left -= n;',
  ],
  'a flag of another thread': ['            out', '            if (stopped) break;\n            out'],
  'each chunk is put on disk': ['count += n;', 'count += n; out.getFD().sync();'],
  'a lock around each write': ['out.write(buf, 0, n);', 'synchronized (this) { out.write(buf, 0, n); }'],
  'progress is told': ['count += n;', 'count += n; report(count);'],
  'chunks are counted': ['count += n;', 'count++;'],
  'the buffer is used afterwards': ['return count', 'return buf[0]'],
  'a failed write is passed over': [
    'out.write(buf, 0, n);',
    'try { out.write(buf, 0, n); } catch (IOException failure) { }',
  ],
  'a failed read is tried again': [
    '(n = in.read(buf)) != -1) {',
    'true) {\n try { n = in.read(buf); } catch (InterruptedIOException failure) { continue; }\n if (n < 0) break;',
  ],
  'a failure is told before it is thrown': [
    'out.write(buf, 0, n);',
    'try { out.write(buf, 0, n); } catch (IOException failure) { report(n); throw failure; }',
  ],
  'an own class that overrides write': ['= new FileOutputStream(to)', '= new Masked(to)'],
  'an own class without a name': [
    'new FileOutputStream(to)',
    'new FileOutputStream(to) { public void write(byte[] b, int o, int l) { } }',
  ],
  'a label of an outer loop': ['count += n;', 'count += n; if (n < 9) continue outer;'],
  'a file for appending': ['new FileOutputStream(to)', 'new FileOutputStream(to, true)'],
};

test('java: the plain copy has a fix, and it is not safe', async () => {
  const fix = (await first(java, 'A.java'))?.fix;
  assert.ok(
    fix?.caveats.map(said).includes('an interrupted thread closes the channel, where a stream goes on'),
  );
  assert.equal(fix?.applicability, 'unsafe');
});

for (const [name, change] of Object.entries(refused))
  test(`java: ${name}: no fix`, async () =>
    assert.equal((await first(changed(java, change), 'A.java'))?.fix ?? null, null));

for (const part of ['n / 2', 'n & ~511', 'n - 8'])
  test(`java: a write of ${part} bytes is no plain copy`, async () => {
    const found = await first(changed(java, ['buf, 0, n', `buf, 0, ${part}`]), 'A.java');
    assert.equal(found?.verdict, 'transformed');
    assert.equal(found.fix, null);
  });

const others: Record<string, string> = {
  'a for-loop that reads ahead': `for (int m = in.read(buf); m != -1; m = in.read(buf)) {
            out.write(buf, 0, m);
            count += m;
        }`,
  'a do-loop': `do {
            n = in.read(buf);
            if (n > 0) { out.write(buf, 0, n); count += n; }
        } while (n >= 0);`,
};

for (const [name, loop] of Object.entries(others))
  test(`java: ${name} has a fix`, async () => {
    const text = java.replace(/while [^}]*}/, loop);
    assert.ok((await first(text, 'A.java'))?.fix);
  });

test('java: a for-loop that reads ahead otherwise than it goes on has none', async () => {
  const text = java
    .replace('count += n;', '')
    .replace('while ((n = in.read(buf)) != -1)', 'for (n = in.read(buf, 0, 8); n != -1; n = in.read(buf))');
  assert.equal((await first(text, 'A.java'))?.fix ?? null, null);
});

test('java: what the loop found before is not moved twice, and what has no size is left to it', async () => {
  const text = changed(java, ['int n;', 'in.skip(100);\n        int n;']);
  const fix = (await first(text, 'A.java'))?.fix;
  assert.ok(fix);
  const fixed = applyEdits(text, fix.edits);
  assert.match(fixed, /moved = in\.getChannel\(\)\.size\(\); moved > 0;/);
  assert.match(fixed, /transferTo\(in\.getChannel\(\)\.position\(\), Long\.MAX_VALUE, out\.getChannel\(\)\)/);
  assert.match(fixed, /while \(\(n = in\.read\(buf\)\) != -1\)/, 'the loop stays');
});

const stated: Record<string, { change: Change[]; caveat: RegExp }> = {
  'streams of others': {
    change: [
      ['File from, File to,', 'FileInputStream in, FileOutputStream out,'],
      ['        FileInputStream in = new FileInputStream(from);\n', ''],
      ['        FileOutputStream out = new FileOutputStream(to);\n', ''],
    ],
    caveat: /^a class of its own behind the type FileOutputStream, whose write would not be called$/,
  },
  'a total that others see': {
    change: [['count += n', 'total += n']],
    caveat: /^after a failure, the counts/,
  },
};

for (const [name, { change, caveat }] of Object.entries(stated))
  test(`java: ${name}: the fix says so`, async () => {
    const fix = (await first(change.reduce(changed, java), 'A.java'))?.fix;
    const caveats = fix?.caveats.map(said) ?? [];
    assert.ok(
      caveats.some(text => caveat.test(text)),
      caveats.join('; '),
    );
    assert.equal(fix?.applicability, 'unsafe');
  });

const refusedKotlin: Record<string, Change> = {
  'a limit in its body': ['        count += n', '        count += n\n        if (count >= 100) break'],
  cancellation: ['        count += n', '        count += n\n        ensureActive()'],
  'the last chunk is asked for': ['return count', 'return buffer[0].toLong()'],
  'a failed read ends it': ['input.read(buffer)', 'try { input.read(buffer) } catch (e: IOException) { -1 }'],
  'an own class': ['= FileOutputStream(to)', '= Masked(to)'],
  'an object of its own': ['= FileOutputStream(to)', '= object : FileOutputStream(to) { }'],
  'a total of another type': ['0L', '0.0'],
  'a label of an outer loop': ['        count += n', '        count += n\n        if (n < 9) continue@outer'],
};

test('kotlin: the plain copy has a fix', async () => assert.ok((await first(kotlin, 'a.kt'))?.fix));

for (const [name, change] of Object.entries(refusedKotlin))
  test(`kotlin: ${name}: no fix`, async () =>
    assert.equal((await first(changed(kotlin, change), 'a.kt'))?.fix ?? null, null));

test('kotlin: a count that is an Int gets one', async () => {
  const text = changed(changed(kotlin, ['0L', '0']), ['Long {', 'Int {']);
  const fix = (await first(text, 'a.kt'))?.fix;
  assert.match(applyEdits(text, fix!.edits), /count \+= moved\.toInt\(\)/);
});

const channels = `import java.io.*;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

class A {
    void copy(String from, String to) throws IOException {
        try (FileChannel in = new FileInputStream(from).getChannel();
                FileChannel out = new FileOutputStream(to).getChannel()) {
            ByteBuffer buf = ByteBuffer.allocate(4096);
            while (in.read(buf) != -1) {
                buf.flip();
                while (buf.hasRemaining()) out.write(buf);
                buf.clear();
            }
        }
    }
}
`;

test('java: a copy between two file channels of its own is safe', async () => {
  const fix = (await first(channels, 'A.java'))?.fix;
  assert.deepEqual([fix?.applicability, fix?.caveats], ['safe', []]);
});

test('kotlin: a copy between two file channels of its own is safe', async () => {
  const text = `import java.io.*
import java.nio.ByteBuffer

fun copy(from: String, to: String) {
    FileInputStream(from).channel.use { input ->
        FileOutputStream(to).channel.use { output ->
            val buf = ByteBuffer.allocate(4096)
            while (input.read(buf) != -1) {
                buf.flip()
                while (buf.hasRemaining()) output.write(buf)
                buf.clear()
            }
        }
    }
}
`;
  const fix = (await first(text, 'a.kt'))?.fix;
  assert.deepEqual([fix?.applicability, fix?.caveats], ['safe', []]);
});

test('kotlin: a copy call names where the source stands after a failed write', async () => {
  const text = `import java.io.*

fun copy(from: FileInputStream, to: FileOutputStream) {
    from.copyTo(to)
}
`;
  const fix = (await first(text, 'a.kt'))?.fix;
  const caveat = 'after a failure, the counts and the positions are those of the bytes that were moved';
  assert.ok(fix?.caveats.map(said).includes(caveat));
});

const unsafe: Record<string, Change> = {
  'a source that others go on with': ['buf = ByteBuffer', 'buf = head(in), other = ByteBuffer'],
  "another's channel": ['new FileInputStream(from).getChannel()', 'opened(from)'],
  'a write that may be short': ['while (buf.hasRemaining()) out.write(buf);', 'out.write(buf);'],
};

for (const [name, change] of Object.entries(unsafe))
  test(`java: ${name}: not safe`, async () =>
    assert.notEqual((await first(changed(channels, change), 'A.java'))?.fix?.applicability, 'safe'));

const opening = `try (FileChannel in = new FileInputStream(from).getChannel();
                FileChannel out = new FileOutputStream(to).getChannel()) {`;
const seenByOthers: Record<string, Change[]> = {
  'channels that are fields': [
    [opening, 'in = new FileInputStream(from).getChannel(); out = new FileOutputStream(to).getChannel(); {'],
  ],
  'channels of streams that a handler asks': [
    [
      opening,
      opening
        .replace('FileChannel in = new', 'FileInputStream stream = new')
        .replace('getChannel();', 'getChannel(); FileChannel in = stream.getChannel();')
        .replace('(from).getChannel()', '(from)'),
    ],
    [
      'clear();\n            }\n        }',
      'clear();\n            }\n        } catch (IOException failure) {\n            tell(stream.getChannel().position());\n        }',
    ],
  ],
};

for (const [name, changes] of Object.entries(seenByOthers))
  test(`java: ${name}: where they stand is named`, async () => {
    const fix = (await first(changes.reduce(changed, channels), 'A.java'))?.fix;
    assert.match(fix?.caveats.map(said).join() ?? 'no fix', /after a failure, the counts and the positions/);
  });

test('java: a file of the kernel: no fix', async () =>
  assert.equal(
    (
      await first(
        changed(channels, ['FileInputStream(from)', 'FileInputStream("/proc/self/maps")']),
        'A.java',
      )
    )?.fix ?? null,
    null,
  ));

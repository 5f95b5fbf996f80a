import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summaryIn, told } from './summaries';

// How handlers inside a copy loop treat failed reads and writes.

const java = (body: string): string => `import java.io.*;
class A {
    void copy(FileInputStream in, FileOutputStream out) throws IOException {
        byte[] buf = new byte[4096];
        int n;
        while (true) {
${body}
        }
    }
}
`;

const kotlin = (body: string): string => `import java.io.*
fun copy(input: FileInputStream, out: FileOutputStream) {
    val buf = ByteArray(4096)
    while (true) {
${body}
    }
}
`;

const write = 'if (n < 0) break; out.write(buf, 0, n);';
const thrown = ['end by break', 'read-error by throw', 'write-error by throw'];

const cases: Record<string, { path: string; text: string; says: string[] }> = {
  'no handler: failures are thrown': {
    path: 'A.java',
    text: java(`n = in.read(buf); ${write}`),
    says: thrown,
  },
  'a handler of one kind tries again': {
    path: 'A.java',
    text: java(
      `try { n = in.read(buf); } catch (java.net.SocketTimeoutException timeout) { continue; } ${write}`,
    ),
    says: [...thrown, 'tries the read again for SocketTimeoutException'],
  },
  'a handler of all kinds leaves the loop': {
    path: 'A.java',
    text: java(`try { n = in.read(buf); ${write} } catch (IOException failure) { break; }`),
    says: ['end by break', 'read-error by break', 'write-error by break'],
  },
  'a failed write is passed over': {
    path: 'A.java',
    text: java(
      'n = in.read(buf); if (n < 0) break; try { out.write(buf, 0, n); } catch (IOException failure) { }',
    ),
    says: ['end by break', 'read-error by throw', 'ignores a write-error'],
  },
  'a handler throws it again': {
    path: 'A.java',
    text: java(`try { n = in.read(buf); ${write} } catch (IOException failure) { throw failure; }`),
    says: thrown,
  },
  'a finalizer leaves instead': {
    path: 'A.java',
    text: java(`try { n = in.read(buf); ${write} } finally { if (stopped) break; }`),
    says: [
      'end by break',
      'end by break',
      'read-error by throw',
      'other by break',
      'read-error by break',
      'write-error by throw',
      'write-error by break',
    ],
  },
  'what each step opens is closed': {
    path: 'A.java',
    text: java(`n = in.read(buf); if (n < 0) break; try (lock) { out.write(buf, 0, n); }`),
    says: ['side-effect: each step opens and closes something', ...thrown],
  },
  'a handler for what the loop throws is not followed': {
    path: 'A.java',
    text: java(
      `try { n = in.read(buf); if (n == 7) throw new EOFException(); ${write} } catch (IOException failure) { break; }`,
    ),
    says: [
      'unknown: the loop catches what it throws itself',
      'end by break',
      'read-error by break',
      'write-error by break',
    ],
  },
  'kotlin: a try that gives a value': {
    path: 'A.kt',
    text: kotlin(
      `        val n = try { input.read(buf) } catch (timeout: SocketTimeoutException) { continue }\n        if (n < 0) break\n        out.write(buf, 0, n)`,
    ),
    says: [...thrown, 'tries the read again for SocketTimeoutException'],
  },
  'kotlin: what is done in a try that gives a value counts': {
    path: 'A.kt',
    text: kotlin(
      '        val n = try { report(); input.read(buf) } catch (failure: IOException) { break }\n        if (n < 0) break\n        out.write(buf, 0, n)',
    ),
    says: ['side-effect: report is called', 'end by break', 'read-error by break', 'write-error by throw'],
  },
};

for (const [name, { path, text, says }] of Object.entries(cases))
  test(`failures: ${name}`, async () =>
    assert.deepEqual(told(await summaryIn(path, text)).sort(), [...says].sort()));

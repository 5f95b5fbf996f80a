import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyAll, folder, lacks, movedBy, run, sample } from './fixRuns';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());
const noKotlin = lacks('kotlinc', 'java');

const program = `import java.io.File
import java.io.FileInputStream
import java.io.FileOutputStream

fun streams(source: File, target: File): Long {
    var total = 0L
    source.inputStream().use { input ->
        target.outputStream().use { output ->
            val buffer = ByteArray(4096)
            while (true) {
                val n = input.read(buffer)
                if (n < 0) break
                output.write(buffer, 0, n)
                total += n
            }
        }
    }
    return total
}

fun plain(\`is\`: FileInputStream, target: File) {
    val output = FileOutputStream(target)
    val buffer = ByteArray(1024)
    var n: Int
    while (\`is\`.read(buffer).also { n = it } != -1) {
        output.write(buffer, 0, n)
    }
    output.close()
}

fun called(source: File, target: File) {
    FileInputStream(source).use { input ->
        target.outputStream().use { output ->
            input.copyTo(output)
        }
    }
}

fun asked(source: File, target: File): Long =
    FileInputStream(source).use { input -> FileOutputStream(target).use { output -> input.copyTo(output) } }

fun main() {
    called(File("input"), File("third"))
    asked(File("input"), File("fourth"))
    println(streams(File("input"), File("copy")))
    FileInputStream("input").use { plain(it, File("second")) }
}
`;

test('kotlin: fixed loops copy the same bytes inside the kernel', { skip: noKotlin }, async t => {
  const where = folder();
  t.after(() => where.remove());
  const input = sample();
  where.write('input', input);
  const fixed = await applyAll(analyzer, 'Main.kt', program);
  assert.equal(fixed.titles.length, 3, fixed.text);
  const left = await analyzer.analyze('Main.kt', fixed.text, 'kotlin');
  assert.deepEqual(
    left.map(finding => [finding.rule, finding.fix]),
    [['copy-call', null]],
    'what gives a value keeps its call',
  );
  where.write('Main.kt', fixed.text);
  const compiled = run(['kotlinc', 'Main.kt', '-include-runtime', '-d', 'main.jar'], where);
  assert.equal(compiled.status, 0, `${compiled.output}\n${fixed.text}`);
  const ran = run(['java', '-cp', 'main.jar', 'MainKt'], where, ['sendfile', 'copy_file_range']);
  assert.equal(ran.status, 0, ran.output);
  assert.deepEqual(ran.output.match(/^\d+$/gm), [String(input.length)], 'totals are kept');
  for (const name of ['copy', 'second', 'third', 'fourth'])
    assert.equal(where.digest(name), where.digest('input'));
  if (!ran.calls) return t.diagnostic('strace is not installed: the system calls were not looked at');
  const moved = movedBy(ran.calls, 'sendfile') + movedBy(ran.calls, 'copy_file_range');
  assert.equal(moved, 3 * input.length, 'every byte went through the kernel');
});

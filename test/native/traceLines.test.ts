// The lines that the tracer names in programs that go on to other lines at once.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { traceEngines } from '../../src/model/trace';
import { scratchFolder, writeNoise } from './engine';
import { missingEngine, missingFor, relayingPrograms, traceOf } from './traced';

const folder = scratchFolder();
const source = writeNoise(folder, 'source.bin', 1 << 20);
const noPython = missingFor(relayingPrograms.find(({ name }) => name === 'python buffered')!, folder);

/** The number of the first line of a file that holds `text`. */
const lineOf = (file: string, text: string): number =>
  readFileSync(file, 'utf8')
    .split('\n')
    .findIndex(line => line.includes(text)) + 1;

/** Ways to write to the files `p`, by their place in it. */
const writing = {
  'to files that are open': (at: number) => `os.write(o[${at}], os.read(r, 4096))`,
  'to files of one number': (at: number) =>
    `f = os.open(p[${at}], os.O_WRONLY); os.write(f, os.read(r, 4096)); os.close(f)`,
};

/** A program whose lines each copy a block to a file of their own. */
function lineByLine(lines: number, line: (at: number) => string): { program: string; sinks: string[] } {
  const program = join(folder, 'lines.py');
  const sinks = Array.from({ length: lines }, (_, at) => join(folder, `line-${at + 5}`));
  writeFileSync(
    program,
    `import os
r = os.open(${JSON.stringify(source)}, 0)
p = ${JSON.stringify(sinks)}
o = [os.open(name, os.O_CREAT | os.O_WRONLY) for name in p]
${sinks.map((_, at) => line(at)).join('\n')}
`,
  );
  return { program, sinks };
}

for (const engine of traceEngines)
  for (const [how, line] of Object.entries(writing))
    test(
      `${engine}: each line of Python is named, ${how}`,
      { skip: missingEngine(engine) || noPython },
      () => {
        const { program, sinks } = lineByLine(40, line);
        const { relays, exitCode } = traceOf(['python3', program], [], engine);
        assert.equal(exitCode, 0);
        const named = sinks.map(sink => relays.find(({ to }) => to.name === sink)?.location);
        assert.deepEqual(
          named.map(place => [place?.file, place?.line]),
          sinks.map((_, at) => [program, at + 5]),
        );
      },
    );

/** Lines of Node that each copy a block to a file of their own, all through one descriptor number. */
function lineByLineInNode(lines: number): { program: string; sinks: string[] } {
  const program = join(folder, 'lines.cjs');
  const sinks = Array.from({ length: lines }, (_, at) => join(folder, `node-line-${at}`));
  const copy = (sink: string) =>
    `fs.readSync(r, b); f = fs.openSync(${JSON.stringify(sink)}, 'w'); fs.writeSync(f, b); fs.closeSync(f);`;
  writeFileSync(
    program,
    `const fs = require('fs'), r = fs.openSync(${JSON.stringify(source)}), b = Buffer.alloc(4096); let f;
${sinks.map(copy).join('\n')}
`,
  );
  return { program, sinks };
}

for (const engine of traceEngines)
  test(
    `${engine}: each line of Node is named, to files of one number`,
    { skip: missingEngine(engine) },
    () => {
      const { program, sinks } = lineByLineInNode(40);
      const { relays, exitCode } = traceOf([process.execPath, program], [], engine);
      assert.equal(exitCode, 0);
      const named = sinks.map(sink => relays.find(({ to }) => to.name === sink)?.location);
      assert.deepEqual(
        named.map(place => [place?.file, place?.line]),
        sinks.map((_, at) => [program, at + 2]),
      );
    },
  );

for (const engine of traceEngines)
  for (const [name, text] of [
    ['python unbuffered', 'w.write(chunk)  # unbuffered'],
    ['node sync', 'writeSync(output, buffer, 0, n)'],
  ] as const) {
    const program = relayingPrograms.find(one => one.name === name)!;
    const skip = missingEngine(engine) || missingFor(program, folder);
    test(`${engine}: ${name}: the line is named whatever --min-bytes leaves out`, { skip }, () => {
      const command = program.command(folder, source, join(folder, 'sink.bin'));
      const { location } = traceOf(command, ['--min-bytes', '64k'], engine).relays[0]!;
      assert.equal(location?.file, command[1]);
      assert.equal(location?.line, lineOf(command[1]!, text));
    });
  }

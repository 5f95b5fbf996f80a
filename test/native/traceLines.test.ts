// The lines that the tracer names in programs that go on to other lines at once.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { traceEngines } from '../../src/model/trace';
import { scratchFolder, writeNoise } from './engine';
import { missingEngine, missingFor, relayingPrograms, traceOf } from './traced';

const folder = scratchFolder();
const source = writeNoise(folder, 'source.bin', 1 << 20);
const noPython = missingFor(relayingPrograms.find(({ name }) => name === 'python buffered')!, folder);

/** A program whose lines each copy a block to a file of their own, which is named by the line. */
function lineByLine(lines: number): { program: string; sinks: string[] } {
  const program = join(folder, 'lines.py');
  const sinks = Array.from({ length: lines }, (_, at) => join(folder, `line-${at + 4}`));
  writeFileSync(
    program,
    `import os
r = os.open(${JSON.stringify(source)}, 0)
o = [os.open(p, os.O_CREAT | os.O_WRONLY) for p in ${JSON.stringify(sinks)}]
${sinks.map((_, at) => `os.write(o[${at}], os.read(r, 4096))`).join('\n')}
`,
  );
  return { program, sinks };
}

for (const engine of traceEngines)
  test(
    `${engine}: each line of Python is named by its own write`,
    { skip: missingEngine(engine) || noPython },
    () => {
      const { program, sinks } = lineByLine(40);
      const { relays, exitCode } = traceOf(['python3', program], [], engine);
      assert.equal(exitCode, 0);
      const named = sinks.map(sink => relays.find(({ to }) => to.name === sink)?.location);
      assert.deepEqual(
        named.map(place => [place?.file, place?.line]),
        sinks.map((_, at) => [program, at + 4]),
      );
    },
  );

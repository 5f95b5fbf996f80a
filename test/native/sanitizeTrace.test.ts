// Runs the tracer under AddressSanitizer and UBSan: they find nothing.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as v from 'valibot';
import { type TracerResult, tracerLineSchema } from '../../src/worker/tracerProtocol';
import { scratchFolder, writeNoise } from './engine';
import { buildSanitized, lackOfSanitizers } from './sanitized';
import { missingFor, relayingPrograms } from './traced';

const folder = scratchFolder();
const source = writeNoise(folder, 'source.bin', 4 << 20);
const sink = join(folder, 'sink.bin');
const tracer = join(process.cwd(), 'out', 'native-sanitize', 'iopath-trace');

/** A trace by the sanitized tracer, which ends with 99 where a sanitizer or the search for leaks finds something. */
function traceOf(command: string[]): TracerResult {
  const { status, output } = spawnSync(tracer, ['--', ...command], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ASAN_OPTIONS: 'halt_on_error=1:exitcode=99',
      UBSAN_OPTIONS: 'halt_on_error=1:exitcode=99:print_stacktrace=1',
    },
  });
  assert.equal(status, 0, output[2]!.slice(0, 3000));
  const line = v.parse(tracerLineSchema, JSON.parse(output[3]!.trim().split('\n').at(-1)!));
  assert.ok(line.event === 'result');
  return line;
}

for (const name of [
  'dd',
  'cat | cat',
  'c split',
  'python unbuffered',
  'python buffered',
  'java large',
  'node proxy',
]) {
  const program = relayingPrograms.find(one => one.name === name)!;
  const skip = lackOfSanitizers || missingFor(program, folder);
  test(`a trace of ${name} is clean under AddressSanitizer and UBSan`, { skip }, () => {
    buildSanitized();
    const { relays } = traceOf(program.command(folder, source, sink));
    assert.ok(relays.some(({ bytes }) => bytes >= 0.99 * statSync(source).size));
  });
}

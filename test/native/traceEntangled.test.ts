// Threads and processes that share memory, descriptors or a parent, traced with and without hooks: they run as alone, and each byte is
// told of the ends that it had.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { findTool } from '../../scripts/lib/toolchains.mjs';
import type { Trace } from '../../src/model/trace';
import { scratchFolder } from './engine';
import { iopathTrace, parseTrace } from './traced';

const folder = scratchFolder();
const source = join(folder, 'source');
const sink = join(folder, 'sink');
const block = 4096;
const bytes = 2000 * block;
writeFileSync(source, randomBytes(bytes));

const compiler = findTool('g++');
const skip = 'why' in compiler ? compiler.why : false;

let program = '';
function built(): string {
  if (program) return program;
  program = join(folder, 'entangled');
  const text = join(process.cwd(), 'test', 'native', 'tracePrograms', 'entangled.cc');
  const made = spawnSync('g++', ['-g', '-O1', '-std=c++20', '-pthread', '-o', program, text], {
    encoding: 'utf8',
  });
  assert.equal(made.status, 0, made.stderr);
  return program;
}

/** The trace of a variant, which printed and ended as it does alone. */
function traceOf(variant: string, options: string[]): Trace {
  const command = [built(), source, sink, variant];
  rmSync(sink, { force: true });
  const alone = spawnSync(command[0]!, command.slice(1), { encoding: 'utf8' });
  rmSync(sink, { force: true });
  const output = join(folder, 'trace.json');
  const run = iopathTrace(['--engine', 'ptrace', ...options, '--json', '--output', output, '--', ...command]);
  assert.equal(run.code, 0, run.err);
  const trace = parseTrace(readFileSync(output, 'utf8'));
  assert.equal(run.out, alone.stdout);
  assert.equal(trace.exitCode, alone.status);
  return trace;
}

/** Bytes of relays from the source, by their sinks. */
function fromSource({ relays }: Trace): Map<string, number> {
  const found = new Map<string, number>();
  for (const { from, to, bytes: some } of relays)
    if (from.name === source) found.set(to.name, (found.get(to.name) ?? 0) + some);
  return found;
}

const near = (found: number | undefined, right: number, within: number) =>
  assert.ok(Math.abs((found ?? 0) - right) <= within * right, `${found} of ${right}`);

const checks: Record<string, (trace: Trace) => void> = {
  waiting: trace => {
    const pipes = fromSource(trace);
    assert.deepEqual(
      [...pipes.values()],
      Array.from({ length: 20 }, () => 100 * block),
    );
  },
  'same memory': trace => near(fromSource(trace).get(sink), bytes, 0),
  sibling: trace => near(fromSource(trace).get(sink), 300 * block, 0),
  'first ends': trace => near(fromSource(trace).get(sink), bytes, 0),
  // A write under way while the descriptor is replaced may be told of either file.
  redirected: trace => near(fromSource(trace).get(sink), statSync(sink).size, 0.05),
  started: () => {},
  reused: trace => assert.ok((fromSource(trace).get(sink) ?? 0) <= block),
};

for (const [name, options] of [
  ['hooks', []],
  ['no hooks', ['--no-hooks']],
] as const)
  for (const [variant, check] of Object.entries(checks))
    test(
      `${name}, ${variant}: it runs as without a trace, and its bytes are told of their ends`,
      { skip },
      () => check(traceOf(variant, [...options])),
    );

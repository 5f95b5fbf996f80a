// Copy loops of a started program that are counted inside it: the program must not notice, and nothing be counted that was not copied.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { findTool } from '../../scripts/lib/toolchains.mjs';
import type { Trace } from '../../src/model/trace';
import { scratchFolder } from './engine';
import { iopathTrace, parseTrace } from './traced';

const folder = scratchFolder();
const source = join(folder, 'source');
const sink = join(folder, 'sink');
const blocks = 2000;
const bytes = blocks * 4096;
writeFileSync(source, randomBytes(bytes));

const compiler = findTool('g++');
const noCompiler =
  process.arch !== 'x64' ? 'calls are hooked on x86-64 alone' : 'why' in compiler ? compiler.why : false;
const programs = join(process.cwd(), 'test', 'native', 'tracePrograms');

/** What builds the program, and its calls: in the C library, or in the program itself. */
const builds = { dynamic: ['-rdynamic'], static: ['-static'] };

function built(kind: keyof typeof builds): string {
  const program = join(folder, kind);
  const flags = ['-g', '-O1', '-std=c++20', '-pthread', ...builds[kind]];
  const made = spawnSync('g++', [...flags, '-o', program, join(programs, 'hooked.cc')], { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  return program;
}

interface Run {
  out: string;
  code: number | null;
  trace: Trace;
}

function traced(command: string[], options: string[] = []): Run {
  rmSync(sink, { force: true });
  const output = join(folder, 'trace.json');
  const { code, out, err } = iopathTrace([
    '--engine',
    'ptrace',
    '--json',
    '--output',
    output,
    ...options,
    '--',
    ...command,
  ]);
  assert.equal(code, 0, err);
  const trace = parseTrace(spawnSync('cat', [output], { encoding: 'utf8', maxBuffer: 1 << 28 }).stdout);
  return { out, code: trace.exitCode, trace };
}

function bare(command: string[]): { out: string; code: number | null } {
  rmSync(sink, { force: true });
  const { stdout, status } = spawnSync(command[0]!, command.slice(1), { encoding: 'utf8' });
  return { out: stdout, code: status };
}

/** Bytes from the source to the sink. */
const relayed = ({ relays }: Trace) =>
  relays
    .filter(({ from, to }) => from.name === source && to.name === sink)
    .reduce((sum, one) => sum + one.bytes, 0);

/** Of 2,000 blocks, with every third behind the 101st changed. */
const unchanged = (101 + Math.floor((1899 * 2) / 3)) * 4096;

/** Of each variant the bytes that are copied unchanged, and by how many of them a trace may be wrong. */
const variants: { name: string; copied?: number; within?: number }[] = [
  { name: 'plain', copied: bytes },
  { name: 'cancelled' },
  { name: 'interrupted' },
  { name: 'alarmed', copied: bytes, within: 0.01 },
  { name: 'unmapped' },
  { name: 'ahead', copied: bytes, within: 0.01 },
  { name: 'threads', copied: bytes, within: 0.01 },
  { name: 'children', copied: bytes, within: 0.01 },
  { name: 'forked', copied: 300 * 4096 },
  { name: 'replaced', copied: bytes },
  { name: 'changed', copied: unchanged, within: 0.02 },
  { name: 'between', copied: bytes },
  { name: 'between, alarmed', copied: bytes, within: 0.01 },
  { name: 'between, unmapped' },
  { name: 'between, threads', copied: bytes, within: 0.01 },
  { name: 'between, among others', copied: bytes, within: 0.001 },
  { name: 'between, in parts' },
  { name: 'between, refused', copied: bytes },
  { name: 'between, queued' },
  { name: 'between, stopped' },
  { name: 'vforked', copied: bytes },
  { name: 'between, changed', copied: unchanged, within: 0.02 },
];

for (const kind of ['dynamic', 'static'] as const)
  for (const { name, copied, within = 0 } of variants)
    test(
      `${kind}, ${name}: it runs as without a trace, and what it copies is counted`,
      { skip: noCompiler },
      () => {
        const command = [program(kind), source, sink, name];
        const alone = bare(command);
        const run = traced(command);
        assert.equal(run.out, alone.out);
        assert.equal(run.code, alone.code);
        if (copied === undefined) return;
        const wrong = Math.abs(relayed(run.trace) - copied) / copied;
        assert.ok(wrong <= within, `${relayed(run.trace)} of ${copied}`);
      },
    );

const known = new Map<string, string>();
function program(kind: keyof typeof builds): string {
  if (!known.has(kind)) known.set(kind, built(kind));
  return known.get(kind)!;
}

test(
  'most calls of a loop are counted in the program; with --no-hooks each stops',
  { skip: noCompiler },
  () => {
    const command = [program('dynamic'), source, sink, 'plain'];
    const { trace } = traced(command);
    assert.ok(trace.countedCalls > 1.9 * blocks, `${trace.countedCalls} of ${trace.calls}`);
    assert.ok(trace.relays[0]!.verified, 'some were compared whole');
    const { trace: stopped } = traced(command, ['--no-hooks']);
    assert.equal(stopped.countedCalls, 0);
    assert.equal(relayed(stopped), relayed(trace));
    assert.equal(stopped.calls, trace.calls);
  },
);

test('buffers whose middle changes are found by those that are compared whole', { skip: noCompiler }, () => {
  const { trace } = traced([program('dynamic'), source, sink, 'middle']);
  // The first hundred are copied unchanged; one in 32 and more of the others is compared.
  assert.ok(relayed(trace) <= (100 + 255) * 4096, `${relayed(trace)} bytes of ${100 * 4096}`);
});

// Runs of the engine in a process of its own, into which inject.cc is preloaded: one fault at a time, at one call.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { RunSpec } from '../../src/model/runSpec';
import type { RunResult } from '../../src/model/sample';
import { addonPath } from '../native/engine';

/** `value`: an errno's name, for `return` and `short` the bytes, for `late` (the feeder's call) milliseconds. `from`: the first call it befalls, from 1. */
export interface Fault {
  call: string;
  from: number;
  times: number;
  kind: 'error' | 'after' | 'return' | 'short' | 'late';
  value: string | number;
}

export interface Case {
  spec: RunSpec;
  fault: Fault | null;
}

export interface Told {
  /** How long the call lasted, milliseconds. */
  ms: number;
  result?: RunResult;
  error?: { code: string; syscall: string; path?: string; message: string };
}

/** A run of some 100 KB that takes so long hangs, on however loaded a machine. */
const longestRunMs = 120_000;

const child = `
const [, addonPath, casesPath] = process.argv;
const addon = require(addonPath);
(async () => {
  for (const { spec, fault } of JSON.parse(require('fs').readFileSync(casesPath, 'utf8'))) {
    if (fault) process.env.IOPATH_FAULT = fault;
    else delete process.env.IOPATH_FAULT;
    const began = performance.now();
    const handle = addon.run(spec, () => {});
    const hangs = setTimeout(() => { console.log('{"hangs":true}'); process.exit(0); }, ${longestRunMs});
    const told = await handle.done.then(
      result => ({ result }),
      error => ({ error: { ...error, message: error.message } }),
    );
    clearTimeout(hangs);
    console.log(JSON.stringify({ ...told, ms: performance.now() - began }));
  }
})();`;

const numberOf = (value: string | number) =>
  typeof value === 'number' ? value : constants.errno[value as keyof typeof constants.errno];

const textOf = ({ call, from, times, kind, value }: Fault) =>
  `${call} ${from} ${times} ${kind} ${numberOf(value)}`;

/** Builds the preload in `folder`; its path, or why it can't be had. */
export function buildPreload(folder: string): { path: string } | { why: string } {
  const path = join(folder, 'inject.so');
  const { status, error, stderr } = spawnSync(
    'g++',
    ['-std=c++20', '-shared', '-fPIC', '-O1', '-D_GNU_SOURCE', '-o', path, 'test/faults/inject.cc', '-ldl'],
    { encoding: 'utf8' },
  );
  if (error) return { why: 'g++ is not installed (Debian: apt-get install g++)' };
  assert.equal(status, 0, stderr);
  return { path };
}

/** Makes the runs one after the other and answers what each came to. A crash or a hang fails, and names its case. */
export function runInjected(preload: string, folder: string, cases: readonly Case[]): Told[] {
  const list = join(folder, 'cases.json');
  writeFileSync(
    list,
    JSON.stringify(cases.map(({ spec, fault }) => ({ spec, fault: fault && textOf(fault) }))),
  );
  const { stdout, stderr, signal } = spawnSync(process.execPath, ['-e', child, addonPath, list], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    // Behind what is preloaded already: a sanitizer's runtime must come first.
    env: { ...process.env, LD_PRELOAD: `${process.env.LD_PRELOAD ?? ''} ${preload}`, NODE_TEST_CONTEXT: '' },
  });
  const told = stdout
    .trim()
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Told & { hangs?: true });
  const last = cases[told.length - 1];
  assert.ok(!told.at(-1)?.hangs, `the run hangs: ${JSON.stringify(last)}`);
  assert.equal(
    told.length,
    cases.length,
    `died (${signal}) at ${JSON.stringify(cases[told.length])} ${stderr}`,
  );
  return told;
}

// The build of the backend under AddressSanitizer and UBSan, for the tests that need it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { quietly } from './command.mjs';
import { compilerName } from './compiler.mjs';

/** Whether a test file, or its bundle, runs the sanitized build. */
export const needsSanitized = file => /(^|\/)sanitize\w*\.test\./.test(file);

/** The runtimes of both sanitizers; they come first in a process whose own binary is not instrumented. */
export function sanitizerRuntimes() {
  return ['libasan.so', 'libubsan.so']
    .map(name => spawnSync(compilerName(), [`-print-file-name=${name}`], { encoding: 'utf8' }).stdout?.trim())
    .filter(path => path?.startsWith('/') && existsSync(path));
}

const script = join('scripts', 'native.mjs');

/**
 * Builds it in the background where a test needs it and this machine can: it takes a minute on each core. The tests that
 * need it report its failure.
 * @param {string[]} files the test files that will run
 * @param {number} cores how many it may keep busy
 */
export function buildSanitizedFor(files, cores) {
  if (!files.some(needsSanitized) || sanitizerRuntimes().length < 2) return [];
  const env = { ...process.env, JOBS: String(Math.max(1, cores)) };
  return [() => quietly(process.execPath, [script, '--sanitize'], { env }).catch(() => {})];
}

// Tests of a published backend on a Node of its own machine: the files of its package, and the tests of the native suite
// that need nothing else of this clone.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureRelease } from './bundles.mjs';
import { prebuild } from './prebuild.mjs';
import { stageExtension } from './stage.mjs';
import { targetNode } from './targetNode.mjs';
import { buildTests } from './testBuild.mjs';
import { noteEvent } from './testRun.mjs';

const reporter = resolve('scripts', 'lib', 'testEvents.mjs');

/** Emulated, a test file takes about ten times as long. */
const limitMs = 1_800_000;

/** The installed package of a target, with a folder for the tests' bundles. */
async function lay(target) {
  const folder = resolve('out', 'targets', target);
  const backends = { [target]: await prebuild(target) };
  const release = await ensureRelease();
  stageExtension({ folder, release, parts: ['shared', 'desktop', 'cli', 'panel'], backends });
  mkdirSync(join(folder, 'dist-test'));
  return folder;
}

function events(output) {
  const lines = output.split('\n').filter(line => line.startsWith('{"kind":'));
  return lines.map(line => JSON.parse(line));
}

function runFile({ target, node, emulate, folder, bundle, tally }) {
  const copy = join(folder, bundle);
  cpSync(bundle, copy, { recursive: true });
  const args = [`--test-reporter=${reporter}`, '--test-reporter-destination=stdout', copy];
  const env = { ...process.env, IOPATH_EMULATE: JSON.stringify(emulate) };
  const options = { cwd: folder, env, encoding: 'utf8', timeout: limitMs, maxBuffer: 1 << 28 };
  const { status, signal, stdout, stderr } = spawnSync(node, args, options);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const found = events(stdout);
  for (const { kind, event } of found) noteEvent(event, kind, { suite: target, counts, tally });
  // A killed process reports no failure.
  if ((status !== 0 || found.length === 0) && counts.failed === 0) {
    counts.failed += 1;
    tally.failed(
      `${target}: ${bundle}`,
      `ended with ${signal ?? status}\n${stdout.slice(-2000)}\n${stderr.slice(-2000)}`,
    );
  }
  return counts;
}

/**
 * Runs test files on the published backend of one target.
 * @param {string} target one of foreignTargets
 * @param {string[]} files *.test.ts
 * @param {import('./tally.mjs').Tally} tally what they came to is added to it
 * @throws {UserError} where the target's Node or compiler can't be had
 */
export async function runOnTarget(target, files, tally) {
  const { node, emulate } = await targetNode(target);
  const folder = await lay(target);
  try {
    for (const bundle of await buildTests(files)) {
      const from = performance.now();
      const counts = runFile({ target, node, emulate, folder, bundle, tally });
      const seconds = (performance.now() - from) / 1000;
      tally.took(target, seconds);
      const words = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
      console.log(
        `${counts.failed > 0 ? '✖' : '✔'} ${target}: ${bundle}: ${words.join(', ')} (${seconds.toFixed(1)} s)`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

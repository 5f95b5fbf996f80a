import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { compileAddon, compilerName, flagsOf } from '../../scripts/lib/compiler.mjs';

const place = mkdtempSync(join(tmpdir(), 'iopath Straße 路径 '));
after(() => rmSync(place, { recursive: true, force: true }));

const compiler = compilerName();
const skip =
  spawnSync(compiler, ['--version']).status !== 0 && `no ${compiler} here (Debian: sudo apt-get install g++)`;

const addonSource = `#include "inner/answer.hh"
#include <node_api.h>
extern "C" __attribute__((visibility("default"))) int answer() { return ANSWER; }
`;

function sources(name: string) {
  const folder = join(place, name);
  mkdirSync(join(folder, 'inner'), { recursive: true });
  writeFileSync(join(folder, 'main.cc'), addonSource);
  writeFileSync(join(folder, 'inner', 'other.cc'), 'int other() { return 1; }\n');
  writeFileSync(join(folder, 'inner', 'answer.hh'), '#define ANSWER 42\n');
  const objects = join(folder, 'build', 'release');
  const output = join(place, `${name} out`, 'it.node');
  return { folder, objects, output, compiler: { command: [compiler], ...flagsOf({ sanitize: false }) } };
}

test(
  'an addon is built in a folder whose path holds spaces and letters of any alphabet',
  { skip },
  async () => {
    const job = sources('plain');
    await compileAddon(job);
    assert.ok(readFileSync(job.output).includes('answer'), 'the symbol is in the addon');
  },
);

test('only what changed is compiled again, and no object of an older source stays', { skip }, async () => {
  const job = sources('twice');
  await compileAddon(job);
  const objects = () =>
    readdirSync(job.objects)
      .sort()
      .map(name => `${name} ${statSync(join(job.objects, name)).mtimeMs}`);
  const before = objects();
  writeFileSync(join(job.folder, 'inner', 'answer.hh'), '#define ANSWER 43\n');
  await compileAddon(job);
  const now = objects();
  assert.equal(now.length, 2);
  assert.equal(
    now.filter(entry => before.includes(entry)).length,
    1,
    'the source without that header is kept',
  );
});

test(
  'what the compiler says about a broken source is in the error, and no addon is made',
  { skip },
  async () => {
    const job = sources('broken');
    writeFileSync(join(job.folder, 'main.cc'), 'int broken( { }\n');
    await assert.rejects(compileAddon(job), /main\.cc:1/);
    assert.ok(!readdirSync(place).includes('broken out'));
  },
);

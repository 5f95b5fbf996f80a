// Files that vanish, change their kind or change their content around a run.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readInput } from '../../../src/measure/files';
import { profile } from '../../../src/measure/profile';
import { defaultRequest } from '../../../src/measure/request';
import { Problem } from '../../../src/model/problem';
import { said } from '../../english';
import { answer, fakeWorker } from './samples';

const folder = mkdtempSync(join(tmpdir(), 'iopath-changed-'));
after(() => rmSync(folder, { recursive: true }));

let made = 0;
function make(): string {
  const path = join(folder, `file${++made}`);
  writeFileSync(path, 'x'.repeat(5000));
  return path;
}

const requestOf = (paths: string[]) => ({
  ...defaultRequest,
  paths,
  strategies: ['read-write' as const],
  receiver: 'poll' as const,
  rounds: 2,
});

/** A report of a file to which `change` is done right after the verify round. */
async function changedAfterVerify(change: (path: string) => void) {
  const path = make();
  const client = fakeWorker({
    run: spec => {
      const result = answer(spec);
      if (spec.sink === 'verify') change(path);
      return result;
    },
  });
  return profile(requestOf([path]), { client });
}

const changes: Record<string, [change: (path: string) => void, told: RegExp]> = {
  grown: [path => appendFileSync(path, 'more'), /changed its size/],
  overwritten: [
    path => {
      writeFileSync(path, 'y'.repeat(5000));
      utimesSync(path, 1, 1);
    },
    /was written to/,
  ],
  replaced: [
    path => {
      writeFileSync(`${path}.new`, 'z'.repeat(5000));
      renameSync(`${path}.new`, path);
    },
    /was replaced/,
  ],
  removed: [path => rmSync(path), /was removed/],
};

for (const [name, [change, told]] of Object.entries(changes))
  test(`a file ${name} after it was verified is told by a warning`, async () => {
    const { warnings } = await changedAfterVerify(change);
    assert.match(warnings.map(({ what }) => said(what)).join(' '), told);
  });

test('a file that nobody touched gives no such warning', async () => {
  const { warnings } = await changedAfterVerify(() => {});
  assert.ok(!warnings.some(({ what }) => said(what).includes('changed during the run')));
});

/** As the backend refuses a path that it was to open. */
const refused = (path: string, code: string) =>
  Object.assign(new Error(`${code}: openat '${path}'`), { code, syscall: 'openat', path });

test('a file of a folder that vanishes before the first run is left out and told', async () => {
  const set = join(folder, 'set');
  mkdirSync(set);
  for (const name of ['a', 'b', 'c']) writeFileSync(join(set, name), 'x');
  const client = fakeWorker();
  const residency = client.residency;
  let asked = 0;
  client.residency = async files => {
    asked += 1;
    if (asked > 1) return residency(files);
    rmSync(join(set, 'b'));
    throw refused(join(set, 'b'), 'ENOENT');
  };
  const report = await profile(requestOf([set]), { client });
  assert.equal(report.input.files, 2);
});

const kinds: Record<string, [change: (path: string) => void, why: RegExp]> = {
  'is removed': [() => {}, /no such file/],
  'becomes a FIFO': [path => execFileSync('mkfifo', [path]), /FIFO/],
  'becomes a link that leads nowhere': [path => symlinkSync('nowhere', path), /no such file/],
  'becomes an empty folder': [path => mkdirSync(path), /folder is empty/],
};

for (const [name, [change, why]] of Object.entries(kinds))
  test(`a named file that ${name} before the first run is a problem of the input`, async () => {
    const path = make();
    const client = fakeWorker();
    client.residency = async () => {
      rmSync(path, { recursive: true });
      change(path);
      client.residency = async () => ({ bytes: 0, cachedBytes: 0 });
      throw refused(path, 'ENOENT');
    };
    await assert.rejects(profile(requestOf([path]), { client }), (error: unknown) => {
      assert.ok(error instanceof Problem, String(error));
      assert.equal(error.kind, 'input');
      assert.match(said(error.why), why);
      return true;
    });
  });

test('a failure of the worker that stays is a problem with its call, not a defect', async () => {
  const path = make();
  const client = fakeWorker();
  client.residency = async () => {
    throw refused(path, 'EIO');
  };
  await assert.rejects(profile(requestOf([path]), { client }), (error: unknown) => {
    assert.ok(error instanceof Problem, String(error));
    assert.match(said(error.what), /openat \(EIO\)/);
    return true;
  });
});

test('files that the kernel makes up are refused by name, and left out of a folder', async () => {
  const read = (path: string) => readInput({ paths: [path], offset: 0, length: null });
  await assert.rejects(read('/sys/kernel/mm/transparent_hugepage/enabled'), (error: unknown) => {
    assert.ok(error instanceof Problem);
    assert.match(said(error.why), /sysfs/);
    return true;
  });
  await assert.rejects(
    read('/proc/version'),
    (error: unknown) => error instanceof Problem && /procfs/.test(said(error.why)),
  );
  await assert.rejects(read('/sys/kernel/mm/transparent_hugepage'), (error: unknown) => {
    assert.ok(error instanceof Problem);
    assert.match(said(error.why), /kernel makes up/);
    return true;
  });
});

test('a name that is not valid UTF-8 is told as that', async () => {
  const odd = join(folder, 'odd');
  mkdirSync(odd);
  writeFileSync(Buffer.concat([Buffer.from(`${odd}/a`), Buffer.from([0xff])]), 'x');
  writeFileSync(join(odd, 'b'), 'x');
  const { files, excluded } = await readInput({ paths: [odd], offset: 0, length: null });
  assert.equal(files.length, 1);
  assert.match(said(excluded[0]?.what ?? ''), /not valid UTF-8/);
});

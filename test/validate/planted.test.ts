import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { casesOf } from './cases';
import type { Fixed } from './fixing';
import { programOf } from './generate';
import { buildInjector } from './injector';
import { c } from './languages/c';
import type { Case, Fault, Observed } from './model';
import { planted } from './planted';
import { runCases } from './running';
import { build, compare } from './validating';

const folder = mkdtempSync(join(tmpdir(), 'iopath-planted-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const lacking = c.toolchain.lacking();
const injector = lacking ? { why: lacking } : buildInjector(folder);
const skip = 'why' in injector ? injector.why : false;

const programs = planted.map(({ recipe }, at) => programOf(c, recipe, `u${at + 1}`)!);

/** A wrong one is caught by fewer cases than a plain loop has (written.test.ts); a right one is let off by more. */
const casesFor = (name: string) =>
  planted[programs.findIndex(one => one.name === name)]!.caughtBy === 'divergence' ? 40 : 80;

test('wrong fix builders are caught, a right one is not', { skip }, async () => {
  assert.ok('path' in injector);
  const bench = { form: c, folder: join(folder, 'planted'), injector: injector.path };
  assert.deepEqual(await build(bench, 'before', programs), new Map());
  const fixed = planted.map(({ rewrite }, at): Fixed => {
    const text = rewrite(programs[at]!.text);
    return {
      program: programs[at]!,
      text,
      applicability: 'safe',
      caveats: [],
      title: 'planted',
      promisesKernel: true,
    };
  });
  const result = await compare(bench, fixed, ({ program }) => casesOf(c, program, casesFor(program.name), 1));
  for (const [at, { name, caughtBy }] of planted.entries()) {
    const own = result.divergences.filter(one => one.fixed === fixed[at]);
    // A peer that resets meets a second call, which raises SIGPIPE: the one thing the kept loop can't help.
    const others = own.filter(({ case: one }) => !/ECONNRESET|EPIPE/.test(one?.fault.kind ?? ''));
    assert.equal(
      others.length > 0,
      caughtBy === 'divergence',
      `${name}: ${others.map(({ what }) => what).join('; ')}`,
    );
  }
  assert.ok(
    result.kept > 0 && result.kept < result.promised,
    `${result.kept} of ${result.promised} promises kept`,
  );
});

const noFault: Fault = { end: 'none', kind: 'none', at: 0 };
const faults: [Fault, (seen: Observed) => void][] = [
  [
    noFault,
    ({ calls, said, hits }) =>
      assert.deepEqual(
        [calls.read, calls.write, said, hits],
        [[2, 8192, 0], [2, 0, 8192], 'sourceAt=8192;sinkAt=-1;result=0;signals=0;', 0],
      ),
  ],
  [
    { end: 'source', kind: 'short', at: 1000 },
    ({ calls, hits }) => assert.deepEqual([calls.read, calls.write, hits], [[3, 8192, 0], [3, 0, 8192], 1]),
  ],
  [
    { end: 'source', kind: 'EIO', at: 5000 },
    ({ calls, said, delivered }) =>
      assert.deepEqual(
        [calls.read, delivered, said],
        [[2, 5000, 0], 5000, 'sourceAt=5000;sinkAt=-1;result=-1;signals=0;'],
      ),
  ],
  [
    { end: 'sink', kind: 'short', at: 100 },
    ({ calls, said, delivered }) =>
      assert.deepEqual(
        [calls.write, delivered, said],
        [[1, 0, 100], 100, 'sourceAt=4096;sinkAt=-1;result=-1;signals=0;'],
      ),
  ],
  [
    { end: 'sink', kind: 'EPIPE', at: 4096 },
    ({ said, delivered }) =>
      assert.deepEqual([delivered, said], [4096, 'sourceAt=8192;sinkAt=-1;result=-1;signals=1;']),
  ],
  [
    { end: 'source', kind: 'drip', at: 7 },
    ({ calls }) => assert.deepEqual(calls.read, [Math.ceil(8192 / 7), 8192, 0]),
  ],
];

test('faults strike at the byte they are meant for', { skip }, async () => {
  assert.ok('path' in injector);
  const program = programOf(c, { ends: 'file-fd', shape: 'while-assign', mutations: [] }, 'u1')!;
  const bench = { form: c, folder: join(folder, 'exact'), injector: injector.path };
  await build(bench, 'before', [program]);
  const place = join(bench.folder, 'before');
  const cases = faults.map(
    ([fault], id): Case => ({
      id,
      program: 'u1',
      source: 'file',
      size: 8192,
      start: 0,
      sink: 'socket',
      fault,
    }),
  );
  const seen = await runCases(injector.path, c.toolchain.command(place), cases, place);
  for (const [id, [, check]] of faults.entries()) check(seen.get(id)!);
});

test('a process that left hundreds of ends open is replaced by another', { skip }, async () => {
  assert.ok('path' in injector);
  const plain = programOf(c, { ends: 'path-path', shape: 'while-assign', mutations: [] }, 'u1')!;
  const leak =
    '\tobserve("process", getpid());\n\tfor (int i = 0; i < 400; i++)\n\t\topen(source, O_RDONLY);\n';
  const program = { ...plain, text: plain.text.replace(/^\{\n/m, `{\n${leak}`) };
  const bench = { form: c, folder: join(folder, 'leaking'), injector: injector.path };
  assert.deepEqual(await build(bench, 'before', [program]), new Map());
  const place = join(bench.folder, 'before');
  const cases = [0, 1].map(
    (id): Case => ({ id, program: 'u1', source: 'file', size: 10, start: 0, sink: 'file', fault: noFault }),
  );
  const seen = await runCases(injector.path, c.toolchain.command(place), cases, place);
  const said = cases.map(({ id }) => seen.get(id)!);
  assert.deepEqual(
    said.map(({ ending, delivered }) => [ending, delivered]),
    cases.map(() => ['done', 10]),
  );
  assert.equal(new Set(said.map(one => /process=(\d+)/.exec(one.said)?.[1])).size, 2);
});

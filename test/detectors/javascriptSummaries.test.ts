import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summaryIn, told } from './summaries';

// What a copy loop of Node does on each of its ways, by how its reads and writes tell what happened.

const program = (body: string): string => `import * as fs from 'node:fs';
import { open } from 'node:fs/promises';
import { once } from 'node:events';
export async function copy(source, target, out) {
  const src = fs.openSync(source, 'r');
  const dst = fs.openSync(target, 'w');
  const from = await open(source, 'r');
  const to = await open(target, 'w');
  const stream = fs.createReadStream(source);
  const buf = Buffer.alloc(4096);
  let n;
${body}
}
`;

const whole = 'let at = 0; while (at < n) at += fs.writeSync(dst, buf, at, n - at);';
const thrown = ['read-error by throw', 'write-error by throw'];

const cases: Record<string, [string, string[]]> = {
  'readSync gives 0 at the end and throws; writeSync may be short': [
    'while ((n = fs.readSync(src, buf, 0, 4096, null)) > 0) fs.writeSync(dst, buf, 0, n);',
    ['end by condition', ...thrown, 'ignores a short-write'],
  ],
  'an inner loop finishes a short write': [
    `while ((n = fs.readSync(src, buf, 0, 4096, null)) > 0) { ${whole} }`,
    ['end by condition', ...thrown],
  ],
  'a file handle gives records': [
    'for (;;) { const { bytesRead } = await from.read(buf, 0, 4096); if (!bytesRead) break; await to.write(buf, 0, bytesRead); }',
    ['end by break', ...thrown, 'ignores a short-write'],
  ],
  'a record is kept in a variable': [
    'for (;;) { const got = await from.read(buf); if (got.bytesRead === 0) break; await to.write(buf.subarray(0, got.bytesRead)); }',
    ['end by break', ...thrown, 'ignores a short-write'],
  ],
  'a stream takes all; its failures come later': [
    "for await (const chunk of stream) { if (!out.write(chunk)) await once(out, 'drain'); }",
    ['end by condition', 'read-error by throw'],
  ],
  'a handler that returns waits for the next event': [
    "stream.on('data', chunk => { out.write(chunk); return; });",
    ['end by condition', 'read-error by throw'],
  ],
  'a wait for room that is there is no part of a copy': [
    "for await (const chunk of stream) { out.write(chunk); await once(out, 'drain'); }",
    ['side-effect: once waits in each step', 'end by condition', 'read-error by throw'],
  ],
  'a handler catches every failure': [
    'for (;;) { try { n = fs.readSync(src, buf, 0, 4096, null); } catch { return; } if (n === 0) break; fs.writeSync(dst, buf, 0, n); }',
    ['end by break', 'write-error by throw', 'read-error by return', 'ignores a short-write'],
  ],
  'a jump to a label leaves more than one loop': [
    `all: while ((n = fs.readSync(src, buf, 0, 4096, null)) > 0) { if (out) break all; ${whole} }`,
    ['end by condition', ...thrown, 'other by goto'],
  ],
  'an async function that nobody waits for comes later': [
    'const put = async data => { await to.write(data); };\n  for await (const chunk of stream) { put(chunk); out.write(chunk); }',
    [
      'unknown: what put does comes later',
      'unknown: a statement is never reached',
      'end by condition',
      'read-error by throw',
    ],
  ],
};

for (const [name, [body, says]] of Object.entries(cases)) {
  test(`javascript: ${name}`, async () =>
    assert.deepEqual(told(await summaryIn('a.mjs', program(body))).sort(), [...says].sort()));
}

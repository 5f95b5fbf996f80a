// Names of addresses in programs without debug information.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { symbolLines } from '../../src/worker/symbols';
import { scratchFolder } from './engine';

const source = `
int exported(int x) { return x + 1; }
static __attribute__((noinline)) int hidden(int x) { return x * 3 + 7; }
int main(int count, char** words) { (void)words; return hidden(exported(count)); }
`;

function addressOf(program: string, name: string): number {
  const [, address] = new RegExp(`^([0-9a-f]+) . ${name}$`, 'm').exec(
    execFileSync('nm', [program], { encoding: 'utf8' }),
  )!;
  return Number.parseInt(address!, 16);
}

const missing = ['gcc', 'addr2line'].find(tool => spawnSync(tool, ['--version']).status !== 0);
const skip = missing && `${missing} is not installed (Debian: apt-get install gcc binutils)`;

test('no function is named that ends before the address', { skip }, async () => {
  const folder = scratchFolder();
  const [program, stripped] = [join(folder, 'program'), join(folder, 'stripped')];
  writeFileSync(`${program}.c`, source);
  execFileSync('gcc', ['-O1', '-fno-toplevel-reorder', '-rdynamic', '-o', program, `${program}.c`]);
  execFileSync('strip', ['-o', stripped, program]);
  const offsets = ['exported', 'hidden'].map(name => addressOf(program, name));
  const named = await symbolLines(offsets.map(offset => ({ file: stripped, offset })));
  assert.deepEqual(
    named!.map(lines => lines.at(-1)?.function ?? null),
    ['exported', null],
  );
  const whole = await symbolLines([{ file: program, offset: offsets[1]! }]);
  assert.equal(whole![0]!.at(-1)?.function, 'hidden');
});

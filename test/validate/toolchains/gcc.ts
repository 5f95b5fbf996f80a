import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Program, Toolchain } from '../model';
import { lackingPrograms, onAllCores, runCommand } from './processes';

const table = (programs: Program[]): string =>
  [
    'struct unit { const char *name, *ends; void *code; };',
    ...programs.map(({ name }) => `extern long ${name}();`),
    'static const struct unit units[] = {',
    ...programs.map(({ name, ends }) => `\t{ "${name}", "${ends}", (void *)${name} },`),
    '\t{ 0, 0, 0 },',
    '};',
    '',
  ].join('\n');

/** Beside the folder of a build, for all builds of a bench. */
const headers = '../common.hh';

/** The library's headers are compiled once: those that every program includes by itself, so that none is missed. */
async function compileHeaders(compiler: string[], folder: string, common: string[]): Promise<void> {
  if (existsSync(join(folder, `${headers}.gch`))) return;
  writeFileSync(join(folder, headers), common.map(header => `#include <${header}>\n`).join(''));
  await runOrThrow([...compiler, '-x', 'c++-header', headers], folder);
}

/** Objects of C or C++ programs, linked with the harness, which is C. */
const toolchain = (compiler: string, standard: string, extension: string, common: string[]): Toolchain => ({
  lacking: () =>
    lackingPrograms({
      gcc: 'install it (Debian: apt-get install gcc)',
      [compiler]: `install it (Debian: apt-get install ${compiler})`,
    }),
  async build(folder, programs) {
    const failed = new Map<string, string>();
    const flags = [standard, '-O0', ...(common.length > 0 ? ['-include', headers] : [])];
    if (common.length > 0) await compileHeaders([compiler, standard, '-O0'], folder, common);
    await onAllCores(programs, async ({ name }) => {
      const command = [compiler, ...flags, '-c', `src/${name}.${extension}`, '-o', `${name}.o`];
      const { status, output } = await runCommand(command, folder);
      if (status !== 0) failed.set(name, output);
    });
    const built = programs.filter(({ name }) => !failed.has(name));
    writeFileSync(join(folder, 'table.h'), table(built));
    const harness = resolve('test/validate/harness/harness.c');
    await runOrThrow(['gcc', '-std=gnu11', '-O1', '-I.', '-c', '-o', 'harness.o', harness], folder);
    await runOrThrow([compiler, '-o', 'units', 'harness.o', ...built.map(({ name }) => `${name}.o`)], folder);
    return failed;
  },
  command: folder => [join(folder, 'units')],
});

async function runOrThrow(command: string[], folder: string): Promise<void> {
  const { status, output } = await runCommand(command, folder);
  if (status !== 0) throw new Error(`the harness does not compile:\n${output}`);
}

export const buildC = toolchain('gcc', '-std=gnu11', 'c', []);
export const buildCpp = toolchain('g++', '-std=c++20', 'cpp', ['filesystem', 'fstream']);

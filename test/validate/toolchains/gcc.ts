import { writeFileSync } from 'node:fs';
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

export const buildC: Toolchain = {
  lacking: () => lackingPrograms({ gcc: 'install it (Debian: apt-get install gcc)' }),
  async build(folder, programs) {
    const failed = new Map<string, string>();
    await onAllCores(programs, async ({ name }) => {
      const { status, output } = await runCommand(
        ['gcc', '-std=gnu11', '-O1', '-c', `src/${name}.c`, '-o', `${name}.o`],
        folder,
      );
      if (status !== 0) failed.set(name, output);
    });
    const built = programs.filter(({ name }) => !failed.has(name));
    writeFileSync(join(folder, 'table.h'), table(built));
    const harness = resolve('test/validate/harness/harness.c');
    const objects = built.map(({ name }) => `${name}.o`);
    const { status, output } = await runCommand(
      ['gcc', '-std=gnu11', '-O1', '-I.', '-o', 'units', harness, ...objects],
      folder,
    );
    if (status !== 0) throw new Error(`the harness does not compile:\n${output}`);
    return failed;
  },
  command: folder => [join(folder, 'units')],
};

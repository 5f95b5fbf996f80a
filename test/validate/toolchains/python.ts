import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Toolchain } from '../model';
import { lackingPrograms, runCommand } from './processes';

export const python: Toolchain = {
  lacking: () =>
    lackingPrograms({ python3: 'install Python 3.8 or newer (Debian: apt-get install python3)' }),
  async build(folder, programs) {
    copyFileSync('test/validate/harness/harness.py', join(folder, 'src', 'harness.py'));
    const failed = new Map<string, string>();
    const { output } = await runCommand(['python3', '-m', 'compileall', '-q', 'src'], folder);
    for (const part of output.split('*** ').slice(1)) {
      const name = /src\/(u\w+)\.py/.exec(part)?.[1];
      if (programs.some(program => program.name === name)) failed.set(name!, part);
    }
    return failed;
  },
  command: folder => ['python3', join(folder, 'src', 'harness.py')],
};

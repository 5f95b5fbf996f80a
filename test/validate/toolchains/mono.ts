import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool } from '../../../scripts/lib/toolchains.mjs';
import type { Toolchain } from '../model';
import { runCommand } from './processes';

export const mono: Toolchain = {
  lacking() {
    const missing = [findTool('mcs'), findTool('mono')].flatMap(found => ('why' in found ? [found.why] : []));
    return missing.length > 0 ? missing.join('; ') : null;
  },
  async build(folder, programs) {
    const failed = new Map<string, string>();
    copyFileSync('test/validate/harness/Harness.cs', join(folder, 'Harness.cs'));
    for (;;) {
      const names = programs.filter(({ name }) => !failed.has(name)).map(({ name }) => `src/${name}.cs`);
      const flags = ['-nologo', '-warn:0', '-langversion:latest', '-out:units.exe', 'Harness.cs'];
      const { status, output } = await runCommand(['mcs', ...flags, ...names], folder);
      if (status === 0) return failed;
      const broken = [...output.matchAll(/^src\/(u\w+)\.cs\(.*error.*$/gm)];
      if (broken.length === 0) throw new Error(`the harness does not compile:\n${output.slice(0, 3000)}`);
      for (const [line, name] of broken) failed.set(name!, `${failed.get(name!) ?? ''}${line}\n`);
    }
  },
  command: folder => ['mono', join(folder, 'units.exe')],
};

import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool } from '../../../scripts/lib/toolchains.mjs';
import type { Toolchain } from '../model';
import { runCommand } from './processes';

/** Whether programs are run by .NET; else Mono runs them. */
export const runsOnDotnet = (): boolean => 'path' in findTool('dotnet');

function runtime(): string {
  const [dotnet, mono] = [findTool('dotnet'), findTool('mono')];
  return 'path' in dotnet ? dotnet.path : 'path' in mono ? mono.path : 'mono';
}

/** Any .NET from 3.1 on; without ICU, which no program here needs. */
const configuration = {
  runtimeOptions: {
    framework: { name: 'Microsoft.NETCore.App', version: '3.1.0' },
    rollForward: 'LatestMajor',
    configProperties: { 'System.Globalization.Invariant': true },
  },
};

/** Compiles with Mono's compiler, whose programs .NET runs as well. */
export const csharp: Toolchain = {
  lacking() {
    const needed = runsOnDotnet() ? [findTool('mcs')] : [findTool('mcs'), findTool('mono')];
    return needed.flatMap(found => ('why' in found ? [found.why] : [])).join('; ') || null;
  },
  async build(folder, programs) {
    const failed = new Map<string, string>();
    copyFileSync('test/validate/harness/Harness.cs', join(folder, 'Harness.cs'));
    writeFileSync(join(folder, 'units.runtimeconfig.json'), JSON.stringify(configuration));
    for (;;) {
      const names = programs.filter(({ name }) => !failed.has(name)).map(({ name }) => `src/${name}.cs`);
      const output = ['-target:exe', '-out:units.dll'];
      const flags = ['-nologo', '-warn:0', '-langversion:latest', ...output, 'Harness.cs'];
      const compiled = await runCommand(['mcs', ...flags, ...names], folder);
      if (compiled.status === 0) return failed;
      const broken = [...compiled.output.matchAll(/^src\/(u\w+)\.cs\(.*error.*$/gm)];
      if (broken.length === 0)
        throw new Error(`the harness does not compile:\n${compiled.output.slice(0, 3000)}`);
      for (const [line, name] of broken) failed.set(name!, `${failed.get(name!) ?? ''}${line}\n`);
    }
  },
  command: folder => [runtime(), join(folder, 'units.dll')],
};

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findTool } from '../../../scripts/lib/toolchains.mjs';
import { quickJvm } from '../../jvm';
import type { Toolchain } from '../model';
import { java } from './java';
import { runCommand } from './processes';

function findCompiler(): string | null {
  const found = findTool('kotlinc');
  return 'path' in found ? found.path : null;
}

const library = (compiler: string): string => resolve(compiler, '../../lib/kotlin-stdlib.jar');

export const kotlin: Toolchain = {
  lacking() {
    const found = findTool('kotlinc');
    return java.lacking() ?? ('why' in found ? found.why : null);
  },
  async build(folder, programs) {
    const compiler = findCompiler()!;
    const failed = new Map<string, string>();
    mkdirSync(join(folder, 'classes'), { recursive: true });
    await java.build(folder, []);
    for (;;) {
      const names = programs.filter(({ name }) => !failed.has(name)).map(({ name }) => `src/${name}.kt`);
      writeFileSync(join(folder, 'sources.txt'), names.join('\n'));
      const flags = ['-nowarn', '-jvm-target', '11', '-cp', 'classes', '-d', 'classes'];
      const env = { ...process.env, JAVA_TOOL_OPTIONS: [...quickJvm, '-Xmx1500m'].join(' ') };
      const { status, output } = await runCommand([compiler, ...flags, '@sources.txt'], folder, env);
      if (status === 0) return failed;
      const broken = [...output.matchAll(/^.*src\/(u\w+)\.kt:.*error:.*$/gm)];
      if (broken.length === 0) throw new Error(`the programs do not compile:\n${output.slice(0, 3000)}`);
      for (const [line, name] of broken) failed.set(name!, `${failed.get(name!) ?? ''}${line}\n`);
    }
  },
  command: folder => {
    const [program, ...rest] = java.command(folder);
    const path = `${join(folder, 'classes')}:${library(findCompiler()!)}`;
    return [program!, ...rest.map(word => (word === join(folder, 'classes') ? path : word))];
  },
};

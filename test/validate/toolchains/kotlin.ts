import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import type { Toolchain } from '../model';
import { java } from './java';
import { runCommand } from './processes';

/** `kotlinc` of PATH, or of the project's own cache; null where there is none. */
function findCompiler(): string | null {
  const cache = join(homedir(), '.cache', 'io-path-profiler');
  const cached = existsSync(cache) ? readdirSync(cache).filter(name => name.startsWith('kotlin-')) : [];
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...cached.map(name => join(cache, name, 'bin')),
  ];
  return folders.map(folder => join(folder, 'kotlinc')).find(path => existsSync(path)) ?? null;
}

const library = (compiler: string): string => resolve(compiler, '../../lib/kotlin-stdlib.jar');

export const kotlin: Toolchain = {
  lacking: () =>
    java.lacking() ??
    (findCompiler() ? null : 'kotlinc is not installed (npm run toolchains, or https://kotlinlang.org)'),
  async build(folder, programs) {
    const compiler = findCompiler()!;
    const failed = new Map<string, string>();
    mkdirSync(join(folder, 'classes'), { recursive: true });
    await java.build(folder, []);
    for (;;) {
      const names = programs.filter(({ name }) => !failed.has(name)).map(({ name }) => `src/${name}.kt`);
      writeFileSync(join(folder, 'sources.txt'), names.join('\n'));
      const flags = ['-nowarn', '-jvm-target', '11', '-cp', 'classes', '-d', 'classes'];
      const env = { ...process.env, JAVA_OPTS: '-Xmx1500m' };
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

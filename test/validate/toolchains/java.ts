import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quickJvm } from '../../jvm';
import type { Toolchain } from '../model';
import { lackingPrograms, runCommand } from './processes';

const harness = 'test/validate/harness/Harness.java';

export const java: Toolchain = {
  lacking: () =>
    lackingPrograms({ javac: 'install a JDK, 17 or newer (Debian: apt-get install openjdk-17-jdk)' }),
  async build(folder, programs) {
    const failed = new Map<string, string>();
    mkdirSync(join(folder, 'classes'), { recursive: true });
    await runCommand(['cp', harness, join(folder, 'Harness.java')], process.cwd());
    for (;;) {
      const names = programs.filter(({ name }) => !failed.has(name)).map(({ name }) => `src/${name}.java`);
      writeFileSync(join(folder, 'sources.txt'), ['Harness.java', ...names].join('\n'));
      const flags = ['-nowarn', '-Xmaxerrs', '10000', '-proc:none', '-d', 'classes'];
      const compiler = ['javac', ...quickJvm.map(flag => `-J${flag}`)];
      const { status, output } = await runCommand([...compiler, ...flags, '@sources.txt'], folder);
      if (status === 0) return failed;
      const broken = [...output.matchAll(/^src\/(u\w+)\.java:.*$/gm)];
      if (broken.length === 0) throw new Error(`the harness does not compile:\n${output.slice(0, 3000)}`);
      for (const [line, name] of broken) failed.set(name!, `${failed.get(name!) ?? ''}${line}\n`);
    }
  },
  command: folder => ['java', ...quickJvm, '-cp', join(folder, 'classes'), 'harness.Harness'],
};

import { copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Program, Toolchain } from '../model';
import { lackingPrograms, runCommand } from './processes';

const table = (programs: Program[]): string =>
  [
    'package main',
    '',
    'var units = map[string]unit{',
    ...programs.map(({ name, ends }) => `\t"${name}": {"${ends}", ${name}},`),
    '}',
    '',
  ].join('\n');

/** Where Go's own installer puts it, for those who have not set their PATH. */
const env = {
  ...process.env,
  PATH: `${process.env.PATH}:/usr/local/go/bin`,
  GOFLAGS: '-mod=mod',
  CGO_ENABLED: '0',
};

export const buildGo: Toolchain = {
  lacking: () => {
    process.env.PATH = env.PATH;
    return lackingPrograms({ go: 'install Go 1.21 or newer (https://go.dev/dl)' });
  },
  async build(folder, programs) {
    const failed = new Map<string, string>();
    const source = join(folder, 'src');
    writeFileSync(join(source, 'go.mod'), 'module validate\n\ngo 1.21\n');
    copyFileSync('test/validate/harness/harness.go', join(source, 'harness.go'));
    for (;;) {
      writeFileSync(join(source, 'table.go'), table(programs.filter(({ name }) => !failed.has(name))));
      const { status, output } = await runCommand(
        ['go', 'build', '-gcflags=-e', '-o', '../units', '.'],
        source,
        env,
      );
      if (status === 0) return failed;
      const broken = [...output.matchAll(/^\.?\/?(u\d+)\.go:.*$/gm)];
      if (broken.length === 0) throw new Error(`the harness does not compile:\n${output.slice(0, 3000)}`);
      for (const [line, name] of broken) failed.set(name!, `${failed.get(name!) ?? ''}${line}\n`);
      for (const name of readdirSync(source))
        if (failed.has(name.replace('.go', ''))) rmSync(join(source, name));
    }
  },
  command: folder => [join(folder, 'units')],
};

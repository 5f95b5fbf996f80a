import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool } from '../../../scripts/lib/toolchains.mjs';
import type { Program, Toolchain } from '../model';
import { runCommand } from './processes';

const codes: Record<string, string> = {
  'path-path': 'PathPath',
  'path-stream': 'PathStream',
  'positioned-files': 'Files',
  'positioned-stream': 'FileStream',
  'stream-path': 'StreamPath',
  generic: 'Files',
};

const table = (programs: Program[]): string =>
  [
    ...programs.map(({ name }) => `#[path = "src/${name}.rs"]\nmod ${name};`),
    'fn code_of(name: &str) -> Code {',
    '    match name {',
    ...programs.map(({ name, ends }) => `        "${name}" => Code::${codes[ends]}(${name}::run),`),
    '        _ => panic!("no program {name}"),',
    '    }',
    '}',
    '',
  ].join('\n');

export const rust: Toolchain = {
  lacking: () => {
    const found = findTool('rustc');
    return 'why' in found ? found.why : null;
  },
  async build(folder, programs) {
    const found = findTool('rustc');
    if ('why' in found) throw new Error(found.why);
    const failed = new Map<string, string>();
    copyFileSync('test/validate/harness/harness.rs', join(folder, 'harness.rs'));
    for (;;) {
      writeFileSync(join(folder, 'table.rs'), table(programs.filter(({ name }) => !failed.has(name))));
      const flags = ['--edition', '2021', '-Awarnings', '-Cdebuginfo=0', '-o', 'units', 'harness.rs'];
      const { status, output } = await runCommand([found.path, ...flags], folder);
      if (status === 0) return failed;
      const broken = output.split(/\n(?=error)/).flatMap(part => {
        const name = /--> (?:src\/|.*\/src\/)(u\w+)\.rs/.exec(part)?.[1];
        return name ? [[name, part] as const] : [];
      });
      if (broken.length === 0) throw new Error(`the harness does not compile:\n${output.slice(0, 3000)}`);
      for (const [name, words] of broken) failed.set(name, words);
    }
  },
  command: folder => [join(folder, 'units')],
};

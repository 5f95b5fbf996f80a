import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import type { Toolchain } from '../model';

/** Runs JavaScript as it stands, and TypeScript without its types. */
export const node: Toolchain = {
  lacking: () => null,
  async build(folder, programs) {
    const output = join(folder, 'modules');
    mkdirSync(output, { recursive: true });
    copyFileSync('test/validate/harness/harness.cjs', join(output, 'harness.js'));
    const failed = new Map<string, string>();
    for (const { name, text } of programs) {
      const loader = text.startsWith('import ') ? 'ts' : 'js';
      await transform(text, { loader, format: 'cjs', target: 'node20' }).then(
        ({ code }) => writeFileSync(join(output, `${name}.js`), code),
        (error: Error) => failed.set(name, error.message),
      );
    }
    return failed;
  },
  command: folder => [process.execPath, '--no-warnings', join(folder, 'modules', 'harness.js')],
};

import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after } from 'node:test';

/** The entry points of dist/, each a line long, so that they are bundled in a moment. */
const entries = [
  ...['src/extension.ts', 'src/ui/web.ts', 'src/session/main.ts', 'src/session/reportThread.ts'],
  ...['src/worker/worker.ts', 'src/prover/main.ts', 'src/cli/main.ts', 'src/lint/thread.ts'],
  'media/panel/main.ts',
];

/**
 * A clone of the real scripts with small sources: `bundles` are those of dist/, else there are those of the backend
 * alone. Removed after the file's tests.
 */
export function smallCheckout({ bundles = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'iopath-checkout-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['scripts/lib', 'scripts/setup.mjs', 'scripts/native.mjs'])
    cpSync(name, join(folder, name), { recursive: true });
  for (const name of ['package.json', 'package-lock.json', 'tsconfig.json']) cpSync(name, join(folder, name));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  write('native/it.cc', 'extern "C" int answer() { return 42; }\n');
  if (bundles) for (const name of entries) write(name, `console.log(${JSON.stringify(name)});\n`);
  if (bundles) write('src/model/languages.json', '{}');
  return { folder, write };
}

import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { build } from 'esbuild';

/** The tests' own page and reports, bundled: they are TypeScript. */
export async function panelHelpers() {
  const outfile = resolve('dist-test/bench/panelHelpers.cjs');
  await build({
    stdin: {
      contents: `export { openPanelPage, themeNames } from './test/vscode/panelPage';
        export { init, shown, views } from './test/vscode/panelScenes';
        export { largeReport } from './test/unit/panelReports';`,
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['playwright-core'],
    logLevel: 'warning',
  });
  return createRequire(import.meta.url)(outfile);
}

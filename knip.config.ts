// What knip looks at: it reports what no entry point reaches.
import { targets } from './scripts/lib/bundles.mjs';

const bundled = Object.values(targets).flatMap(({ entryPoints }) => Object.values(entryPoints));

/** Started by path as programs of their own, so that no import shows them. */
const started = [
  'scripts/lib/recordProtocol.mjs',
  'scripts/lib/testEvents.mjs',
  'test/bench/agreementTable.ts',
  'test/bench/sessionHost.ts',
  'test/bench/vscodeStub.cjs',
  'test/native/everyPath.ts',
  'test/native/tracePrograms/copy.mjs',
  'test/studies/lib/askClient.cjs',
  'test/studies/lib/ftpClient.cjs',
  'test/validate/harness/harness.cjs',
  'test/validate/main.ts',
  'test/validate/shrinking.ts',
  'test/vscode/desktop.ts',
  'test/vscode/tiny/run.ts',
];

export default {
  entry: [
    ...bundled,
    ...started,
    'scripts/*.mjs',
    'test/**/*.test.ts',
    'test/bench/*.bench.mjs',
    'test/studies/*.mjs',
  ],
  project: ['src/**/*.ts', 'media/**/*.ts', 'scripts/**/*.{mjs,cjs}', 'test/**/*.{ts,mjs,cjs}'],
  ignore: [
    'test/detectors/{javascript,typescript}/**',
    'test/validate/{written,attacks,plain}/**',
    'test/scripts/fixtures/**',
  ],
  ignoreExportsUsedInFile: true,
  // Read by path: grammars, headers and programs.
  ignoreDependencies: [
    '@ast-grep/cli',
    '@microsoft/jest-sarif',
    '@tree-sitter-grammars/tree-sitter-kotlin',
    '@vscode/tree-sitter-wasm',
    'ajv-draft-04',
    'node-addon-api',
    'node-api-headers',
    'tree-sitter-c',
  ],
  exclude: ['binaries'],
};

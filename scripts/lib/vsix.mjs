// The extension as people install it: one VSIX for this platform, made from dist/, media and the allow-list.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { quietly } from './command.mjs';
import { languageFiles, stamped } from './stamp.mjs';

/** The only platform with a native backend; elsewhere the VSIX carries lenses and the textbook path. */
export const target = `${process.platform}-${process.arch}`;

/**
 * Makes out/io-path-profiler-TARGET.vsix, unless the one there was made from the same files.
 * @returns {Promise<string>} its path
 */
export async function makeVsix() {
  const file = join('out', `io-path-profiler-${target}.vsix`);
  mkdirSync('out', { recursive: true });
  await stamped(
    'vsix',
    {
      inputs: [
        ...['package.json', ...languageFiles(), 'README.md', 'LICENSE', '.vscodeignore', 'package-lock.json'],
        ...['dist', 'media', 'l10n', join('scripts', 'lib', 'vsix.mjs')],
      ],
      outputs: [file],
      doing: 'packing the VSIX',
    },
    () =>
      quietly(process.execPath, [
        join('node_modules', '@vscode', 'vsce', 'vsce'),
        'package',
        ...[
          '--target',
          target,
          '--no-dependencies',
          '--allow-missing-repository',
          '--no-rewrite-relative-links',
          '--out',
          file,
        ],
        ...(existsSync('LICENSE') ? [] : ['--skip-license']),
      ]),
  );
  return file;
}

// Tests of the engine in a process whose addon is built under AddressSanitizer and UBSan: no access outside of
// memory, no use after free, no undefined behaviour on any path they take.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { sanitizerRuntimes } from '../../scripts/lib/sanitizers.mjs';
import { scratchFolder } from './engine';

const addon = join(process.cwd(), 'out', 'native-sanitize', 'iopath.node');

const libraries = sanitizerRuntimes();
/** Why nothing can be built with them here, or false. */
export const lackOfSanitizers =
  libraries.length < 2 && 'g++ has no libasan or libubsan here (Debian: libgcc-12-dev or newer)';

/** Builds addon and tracer with them, unless they are up to date. */
export function buildSanitized(): void {
  const built = spawnSync(process.execPath, ['scripts/native.mjs', '--sanitize'], { encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
}

/** One test of what the tests of `file` (its way from this folder) do. */
export function testSanitized(what: string, file: string): void {
  test(`${what} is clean under AddressSanitizer and UBSan`, { skip: lackOfSanitizers }, async () => {
    buildSanitized();
    assert.ok(readFileSync(addon).includes('__asan_report_load'), 'the addon is instrumented');

    const folder = scratchFolder(join(process.cwd(), 'out'));
    await build({
      entryPoints: [`test/native/${file}.ts`],
      outdir: folder,
      bundle: true,
      platform: 'node',
      target: 'node20',
      logLevel: 'warning',
    });
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, `${basename(file)}.js`)], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      env: {
        ...process.env,
        NODE_TEST_CONTEXT: '',
        IOPATH_ADDON: addon,
        LD_PRELOAD: libraries.join(' '),
        // Leaks of the host are not ours to find; nodelete keeps our library's names in reports.
        ASAN_OPTIONS: 'detect_leaks=0:halt_on_error=1:exitcode=99',
        UBSAN_OPTIONS: 'halt_on_error=1:print_stacktrace=1',
      },
    });
    const report = /(ERROR: AddressSanitizer|runtime error:)[\s\S]{0,3000}/.exec(stderr)?.[0];
    assert.equal(report, undefined);
    assert.equal(status, 0, `${stdout.slice(-3000)}\n${stderr.slice(-3000)}`);
  });
}

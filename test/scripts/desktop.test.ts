import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { isOfWindows } from '../../scripts/lib/desktop.mjs';
import { vscodeHost } from '../../scripts/lib/vscodeHost.mjs';

const place = mkdtempSync(join(tmpdir(), 'iopath-desktop-'));
after(() => rmSync(place, { recursive: true, force: true }));

function installed(folder: string, program: string) {
  mkdirSync(join(place, folder, 'bin'), { recursive: true });
  writeFileSync(join(place, folder, program), '');
  writeFileSync(join(place, folder, 'bin/code'), '');
  return join(place, folder, 'bin/code');
}

test('the `code` of Windows is known by its drive', () => {
  assert.ok(isOfWindows('/mnt/c/Users/Ann/AppData/Local/Programs/Microsoft VS Code/bin/code'));
});

test('the `code` of Windows is known by the program beside it, wherever its drive is mounted', () => {
  const windows = installed('Microsoft VS Code', 'Code.exe');
  assert.ok(isOfWindows(windows));
  const link = join(place, 'code');
  symlinkSync(windows, link);
  assert.ok(isOfWindows(link));
});

test('the `code` of Linux is not taken for that of Windows', () => {
  assert.ok(!isOfWindows(installed('vscode', 'code')));
});

test('on arm64 the embedded VS Code is refused with the way out', async () => {
  await assert.rejects(
    vscodeHost({ platform: 'linux', arch: 'arm64' }),
    /why: .* Linux x64 .* this is linux arm64\n {2}do: {2}install desktop VS Code/,
  );
});

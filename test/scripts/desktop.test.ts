import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { isOfWindows } from '../../scripts/lib/desktop.mjs';
import { vscodeHost } from '../../scripts/lib/vscodeHost.mjs';

const place = mkdtempSync(join(tmpdir(), 'iopath-desktop-'));
after(() => rmSync(place, { recursive: true, force: true }));

function installed(folder: string, program: string) {
  mkdirSync(join(place, folder, 'bin'), { recursive: true });
  writeFileSync(join(place, folder, program), '');
  const code = join(place, folder, 'bin/code');
  writeFileSync(code, '');
  chmodSync(code, 0o755);
  return code;
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

/** The `code` that is taken where these are on PATH, and what is said. */
function taken(codes: string[]) {
  const script = `import { ownCode } from ${JSON.stringify(resolve('scripts/lib/desktop.mjs'))};
    console.log(ownCode());`;
  const env = { ...process.env, PATH: codes.map(code => dirname(code)).join(':') };
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env,
    encoding: 'utf8',
  });
  return { code: stdout.trim(), words: stderr };
}

test('the `code` of Windows, first on PATH, is passed over with a word', () => {
  const windows = installed('of windows', 'Code.exe');
  const own = installed('of linux', 'code');
  const said = (instead: string) =>
    `${windows} is not used: it is the VS Code of Windows, and this is Linux; ${instead} runs instead\n`;
  assert.deepEqual(taken([windows]), { code: 'null', words: said('the embedded one') });
  assert.deepEqual(taken([windows, own]), { code: own, words: said(own) });
  assert.deepEqual(taken([own, windows]), { code: own, words: '' });
});

test('on arm64 the embedded VS Code is refused with the way out', async () => {
  await assert.rejects(
    vscodeHost({ platform: 'linux', arch: 'arm64' }),
    /why: .* Linux x64 .* this is linux arm64\n {2}do: {2}install desktop VS Code/,
  );
});

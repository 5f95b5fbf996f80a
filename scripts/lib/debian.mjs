// Unpacks Debian's packages for any processor into a folder. apt works on lists in a folder of its own, so neither root
// nor a change of this machine's list of architectures is needed.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onPath, quietly } from './command.mjs';
import { say, UserError } from './say.mjs';

/** musl since 1.2.4 applies the relocations (DT_RELR) that Alpine's libstdc++ has; Debian 12's is 1.2.3. */
const suite = 'trixie';
const key = '/usr/share/keyrings/debian-archive-keyring.gpg';

const missing = why =>
  new UserError({
    what: "Debian's packages of another processor can't be had here.",
    why,
    remedy: 'use Debian or Ubuntu: sudo apt-get install apt dpkg debian-archive-keyring',
  });

/** The mirror that this machine's apt uses, or Debian's own. */
async function mirror() {
  const listed = await quietly('apt-get', ['indextargets', '--format', '$(SITE)|$(REPO_URI)|$(ORIGIN)']);
  const debian = listed.split('\n').find(line => /\/debian\/?\|Debian$/.test(line));
  return debian?.split('|')[1] ?? 'http://deb.debian.org/debian';
}

/** A configuration of apt in a folder, and the environment that makes apt use it. */
async function ownApt(place, architecture) {
  for (const inner of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(join(place, inner), { recursive: true });
  const own = name => JSON.stringify(join(place, name));
  writeFileSync(join(place, 'status'), '');
  writeFileSync(join(place, 'sources.list'), `deb [signed-by=${key}] ${await mirror()} ${suite} main\n`);
  const settings = [
    `Dir::State::lists ${own('lists')};`,
    `Dir::State::status ${own('status')};`,
    `Dir::Cache ${own('cache')};`,
    `Dir::Etc::sourcelist ${own('sources.list')};`,
    'Dir::Etc::sourceparts "-";',
    `APT::Architecture "${architecture}";`,
    `APT::Architectures "${architecture}";`,
    // The user _apt may not enter a folder that only its owner may read.
    `APT::Sandbox::User "";`,
  ];
  writeFileSync(join(place, 'apt.conf'), settings.join('\n'));
  return { ...process.env, APT_CONFIG: join(place, 'apt.conf') };
}

/**
 * Unpacks Debian's packages without their dependencies.
 * @param {{architecture: string, packages: string[], folder: string}} options `architecture` in Debian's words
 * @throws {UserError} where apt, dpkg or Debian's key is missing
 */
export async function unpackDebian({ architecture, packages, folder }) {
  const program = ['apt-get', 'dpkg-deb'].find(name => !onPath(name));
  if (program) throw missing(`there is no ${program}`);
  if (!existsSync(key)) throw missing(`there is no ${key}`);
  say(`fetching ${packages.join(', ')} for ${architecture} from Debian …`);
  const place = resolve(`${folder}.apt`);
  try {
    const env = await ownApt(place, architecture);
    await quietly('apt-get', ['-q', 'update'], { env, limitMs: 600_000 });
    await quietly('apt-get', ['-q', 'download', ...packages], { env, cwd: place, limitMs: 600_000 });
    for (const name of readdirSync(place).filter(file => file.endsWith('.deb')))
      await quietly('dpkg-deb', ['-x', join(place, name), folder]);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

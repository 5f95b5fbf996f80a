import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import java from './java.mjs';

/** Where Debian and the packages of other JDKs install them, each in a folder of its own. */
const home = '/usr/lib/jvm';

/** Versions are told on stderr, such as `openjdk version "25.0.3" 2026-04-21 LTS`. */
function versionOf(path) {
  const { stderr, status } = spawnSync(path, ['-version'], { encoding: 'utf8' });
  return status === 0 ? /"([\d.]+)/.exec(stderr)?.[1] : undefined;
}

const major = ({ version }) => Number.parseInt(version, 10);

/** The newest JDK that is installed, if it is newer than the Java that studies use. */
function newest() {
  const usual = java.find();
  const folders = existsSync(home) ? readdirSync(home) : [];
  const found = folders
    .map(folder => join(home, folder, 'bin', 'java'))
    .filter(existsSync)
    .map(path => ({ path, version: versionOf(path) }))
    .filter(({ version }) => version)
    .sort((one, other) => major(other) - major(one))[0];
  const isNewer = found && ('why' in usual || major(found) > major({ version: versionOf(usual.path) }));
  return isNewer
    ? found
    : {
        why: `no JDK in ${home} is newer than the Java of PATH, which has rows of its own.`,
        how: 'Install the newest one there.',
      };
}

/** @type {import('./lib/system.mjs').System} */
export default { ...java, title: 'Java, the newest JDK', find: newest };

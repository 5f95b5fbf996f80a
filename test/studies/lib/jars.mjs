// Java systems from Maven's packages.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { program } from './programs.mjs';

/** Copies what a project depends on into a folder. */
const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';

function projectOf(artifacts) {
  const dependencies = artifacts.map(artifact => {
    const [group, name, version] = artifact.split(':');
    return `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>`;
  });
  return `<project><modelVersion>4.0.0</modelVersion><groupId>iopath</groupId><artifactId>study</artifactId>
<version>1</version><dependencies>${dependencies.join('\n')}</dependencies></project>`;
}

/** Downloads into `folder`, which is there whole or not at all; returns why it could not. */
function download(folder, artifacts) {
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(join(cacheFolder(), 'download-'));
  try {
    writeFileSync(join(work, 'pom.xml'), projectOf(artifacts));
    const args = ['-B', '-q', goal, '-DoutputDirectory=jars', '-DincludeScope=runtime'];
    const { status, error, stdout } = spawnSync('mvn', args, { cwd: work, encoding: 'utf8' });
    if (error) return `Maven does not start (${error.message}; Debian: maven)`;
    if (status !== 0) return `Maven has no ${artifacts[0]}: ${/\[ERROR\] (.*)/.exec(stdout)?.[1]}`;
    // Another study may have been faster.
    if (!existsSync(folder)) renameSync(join(work, 'jars'), folder);
    return null;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Java with the jars of some artifacts (GROUP:NAME:VERSION) and of all that they need; downloaded once. The first one's
 * version is the system's.
 * @param {...string} artifacts
 */
export function jars(...artifacts) {
  const java = program('java', { try: ['-version'], debian: 'default-jdk-headless' });
  if ('why' in java) return java;
  const [, name, version] = artifacts[0].split(':');
  const key = createHash('sha256').update(artifacts.join('\n')).digest('hex').slice(0, 12);
  const folder = join(cacheFolder(), `${name}-${version}-${key}`);
  const why = existsSync(folder) ? null : download(folder, artifacts);
  return why === null ? { path: java.path, lib: folder, version } : { why };
}

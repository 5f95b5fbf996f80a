// Fetches the Kotlin compiler from Maven Central into the user's cache: Debian's version is from 2019.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached, cacheFolder } from './cache.mjs';
import { quietly } from './command.mjs';

const version = '2.1.21';
const name = `kotlin-${version}`;

/**
 * The compiler's folder after it was fetched; its program is bin/kotlinc.
 * @throws {UserError} where no cache can be kept
 */
export const kotlinFolder = () => join(cacheFolder(), name);

const project = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>iopath</groupId>
  <artifactId>kotlin</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.jetbrains.kotlin</groupId>
      <artifactId>kotlin-compiler</artifactId>
      <version>${version}</version>
    </dependency>
  </dependencies>
</project>
`;

/** Its home is passed: outside the layout of its own archive, the compiler does not find its standard library. */
const launcher = `#!/bin/sh
home=$(CDPATH= cd "$(dirname "$0")/.." && pwd)
exec java -cp "$home/lib/*" org.jetbrains.kotlin.cli.jvm.K2JVMCompiler -kotlin-home "$home" "$@"
`;

/** Fetches the compiler, unless it is there. */
export function fetchKotlin() {
  return cached(name, async folder => {
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'pom.xml'), project);
    const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';
    await quietly('mvn', ['-q', '-B', copy, '-DoutputDirectory=lib', '-Dmdep.stripVersion=true'], {
      cwd: folder,
    });
    const program = join(folder, 'bin', 'kotlinc');
    writeFileSync(program, launcher);
    chmodSync(program, 0o755);
  });
}

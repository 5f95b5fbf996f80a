// .NET's runtime, which Debian does not have: the one that Microsoft publishes on PyPI, by pip, into the user's cache. It
// runs what mcs compiles; it is of 2022 and no longer maintained, and serves to run generated programs alone.
import { chmodSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached, cacheFolder } from './cache.mjs';
import { quietly } from './command.mjs';

const version = '3.1.23';
const name = `dotnet-${version}`;
const hash = '5f076ddc39da0c685e7de20ecb91ee81185928918ec86fbeb3bffc55dd867ab5';

/**
 * The runtime's folder after it was fetched; its program is dotnet.
 * @throws {UserError} where no cache can be kept
 */
export const dotnetFolder = () => join(cacheFolder(), name, 'bin');

/** Fetches the runtime, unless it is there. Linux on x86-64 only. */
export function fetchDotnet() {
  return cached(name, async folder => {
    const wanted = ['--no-deps', '--only-binary=:all:', '--platform', 'manylinux1_x86_64', '-d', '.'];
    const requirement = join(folder, 'requirements.txt');
    writeFileSync(requirement, `dotnetcore2==${version} --hash=sha256:${hash}\n`);
    await quietly('python3', ['-m', 'pip', 'download', '-q', ...wanted, '-r', requirement], { cwd: folder });
    const [wheel] = readdirSync(folder).filter(file => file.endsWith('.whl'));
    await quietly('python3', ['-m', 'zipfile', '-e', wheel, '.'], { cwd: folder });
    rmSync(join(folder, wheel));
    renameSync(join(folder, 'dotnetcore2', 'bin'), join(folder, 'bin'));
    chmodSync(join(folder, 'bin', 'dotnet'), 0o755);
  });
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Whether this machine's C library is musl, as on Alpine: a backend is linked for one C library. */
const isMusl = () => existsSync('/etc/alpine-release');

/** Where the backend of this machine lies in a package that holds those of several. */
export function backendName({ platform, arch } = process, musl: () => boolean = isMusl): string {
  return `${platform === 'linux' && musl() ? 'alpine' : platform}-${arch}`;
}

/**
 * A file of the native backend: `native/NAME` beside the running bundle, or `native/PLATFORM-ARCH/NAME` in a package for
 * several machines. It may be missing: the caller says so.
 */
export function nativeFile(name: string, folder = join(__dirname, 'native')): string {
  const own = join(folder, name);
  return existsSync(own) ? own : join(folder, backendName(), name);
}

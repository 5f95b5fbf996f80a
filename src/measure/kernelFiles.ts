import { statfs } from 'node:fs/promises';

/** Filesystems whose files the kernel makes up as they are read, by f_type of statfs(2) (linux/magic.h, 6.12). */
const kernelFilesystems = new Map([
  [0x9fa0, 'procfs'],
  [0x62656572, 'sysfs'],
  [0x64626720, 'debugfs'],
  [0x74726163, 'tracefs'],
  [0x27e0eb, 'cgroup'],
  [0x63677270, 'cgroup2'],
  [0x73636673, 'securityfs'],
  [0xcafe4a11, 'bpf'],
  [0x62656570, 'configfs'],
  [0xde5e81e4, 'efivarfs'],
  [0x6165676c, 'pstore'],
  [0x42494e4d, 'binfmt_misc'],
]);

/** Tells the kernel's own filesystem a file lies on, or null; asks once for each device. */
export class KernelFiles {
  private readonly byDevice = new Map<bigint, Promise<string | null>>();

  filesystemOf(path: string, device: bigint): Promise<string | null> {
    const known = this.byDevice.get(device) ?? typeOf(path);
    this.byDevice.set(device, known);
    return known;
  }
}

async function typeOf(path: string): Promise<string | null> {
  const { type } = await statfs(path).catch(() => ({ type: 0 }));
  return kernelFilesystems.get(type) ?? null;
}

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'NFS-Ganesha',
  find: () => ({
    why: 'it serves nobody unless root starts it, and its packages are not installed.',
    how: 'Debian: nfs-ganesha-vfs and libnfs-utils; `iopath prove --relay` as root.',
  }),
  variants: {},
  start: () => ({ command: [] }),
};

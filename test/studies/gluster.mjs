/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'GlusterFS',
  find: () => ({
    why: 'it serves nobody unless root starts it.',
    how: 'Debian: glusterfs-server; `iopath prove --relay` as root.',
  }),
  variants: {},
  start: () => ({ command: [] }),
};

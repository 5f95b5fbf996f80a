/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Pure-FTPd',
  find: () => ({
    why: 'it serves nobody unless root starts it.',
    how: 'Debian: pure-ftpd; `iopath prove --relay` as root.',
  }),
  variants: {},
  start: () => ({ command: [] }),
};

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Ceph',
  find: () => ({
    why: 'a cluster needs monitors, managers and storage daemons on devices of their own: more than a folder.',
    how: 'https://ceph.io.',
  }),
  variants: {},
  start: () => ({ command: [] }),
};

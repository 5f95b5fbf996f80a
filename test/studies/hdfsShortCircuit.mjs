/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'HDFS, short-circuit reads',
  find: () => ({
    why: 'Maven’s packages hold no libhadoop.so, which they need.',
    how: 'Hadoop’s release with its native libraries; the client then opens the block file itself.',
  }),
  variants: {},
  start: () => ({ command: [] }),
};

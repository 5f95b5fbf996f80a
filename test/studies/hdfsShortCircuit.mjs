/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'HDFS, short-circuit reads',
  find: () => ({
    why: 'Hadoop’s own packages on Maven hold no libhadoop.so, which they need; io.trino.hadoop:hadoop-apache holds one, which no study uses yet.',
    how: 'Hadoop’s release with its native libraries; the client then opens the block file itself.',
  }),
  variants: {},
  start: () => ({ command: [] }),
};

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Kafka, fetches by a follower',
  find: () => ({
    why: 'no study of it is written yet.',
    how: 'Two brokers; the fetch of the follower goes through `iopath prove --relay`.',
  }),
  variants: {},
  start: () => ({ command: [] }),
};

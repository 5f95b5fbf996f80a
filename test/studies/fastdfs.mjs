/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'FastDFS',
  find: () => ({
    why: 'neither Debian nor Maven has its server.',
    how: 'https://github.com/happyfish100/fastdfs.',
  }),
  variants: {},
  start: () => ({ command: [] }),
};

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Kernel TLS',
  find: () => ({
    why: 'the kernel is built without it (CONFIG_TLS is not set).',
    how: 'A kernel with the module `tls`, and nginx with OpenSSL 3.',
  }),
  variants: {},
  start: () => ({ command: [] }),
};

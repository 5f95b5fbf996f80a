import { program } from './lib/programs.mjs';

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'lighttpd',
  find: () => program('lighttpd', { debian: 'lighttpd' }),
  version: ['-v'],
  variants: {
    default: { settings: '', shows: 'reference', configuration: 'default' },
    writev: {
      settings: 'server.network-backend = "writev"',
      shows: 'copy',
      configuration: '`server.network-backend = "writev"`',
      change: '`server.network-backend = "sendfile"`',
    },
  },
  start: ({ program, folder, served, port, variant }) => ({
    command: [program, '-D', '-f', `${folder}/lighttpd.conf`],
    files: {
      'lighttpd.conf': `server.document-root = "${served}"
server.port = ${port}
server.bind = "127.0.0.1"
${variant.settings}
`,
    },
  }),
};

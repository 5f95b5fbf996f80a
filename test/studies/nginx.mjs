import { program } from './lib/programs.mjs';

const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `${name}_temp_path temp;`);

/** @type {import('./lib/server.mjs').System} */
export default {
  title: 'nginx',
  find: () => program('nginx', { debian: 'nginx-light' }),
  variants: {
    on: { settings: 'sendfile on;', shows: 'reference' },
    off: { settings: 'sendfile off;', shows: 'copy' },
    directio: { settings: 'sendfile on; directio 1m;', shows: 'copy' },
    ssi: { settings: 'sendfile on; ssi on; ssi_types *;', shows: 'reference' },
  },
  start: ({ program, folder, served, port, variant }) => ({
    command: [program, '-e', `${folder}/error.log`, '-p', folder, '-c', `${folder}/nginx.conf`],
    files: {
      'nginx.conf': `daemon off; worker_processes 1; pid nginx.pid;
${process.getuid?.() === 0 ? 'user root;' : ''}
events {}
http { access_log off; ${paths.join(' ')} root ${served}; ${variant.settings}
  server { listen 127.0.0.1:${port}; listen unix:${folder}/socket; } }
`,
    },
  }),
};

import { certificate } from './lib/certificate.mjs';
import { program } from './lib/programs.mjs';

const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `${name}_temp_path temp;`);

const tls = 'ssl; ssl_certificate cert; ssl_certificate_key key';

const claim = { text: 'Nginx sends static files by sendfile', verdict: 'reference' };

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'nginx',
  find: () => program('nginx', { debian: 'nginx-light' }),
  version: ['-v'],
  variants: {
    on: {
      settings: 'sendfile on;',
      shows: 'reference',
      configuration: '`sendfile on` (as Debian packages it)',
      claim,
    },
    off: {
      settings: 'sendfile off;',
      shows: 'copy',
      configuration: "`sendfile off` (nginx's own default)",
      claim,
      change: '`sendfile on`',
    },
    directio: {
      settings: 'sendfile on; directio 1m;',
      shows: 'copy',
      configuration: '`sendfile on; directio 1m`',
      claim,
      change: 'no `directio`',
    },
    ssi: {
      settings: 'sendfile on; ssi on; ssi_types *;',
      shows: 'reference',
      configuration: '`sendfile on; ssi on; ssi_types *`',
      claim,
    },
    gzip: {
      settings: 'sendfile on; gzip on; gzip_types *;',
      shows: 'undecided',
      configuration: '`sendfile on; gzip on`, asked for gzip',
      claim: { text: 'Compression leaves no zero copy', verdict: 'copy' },
      headers: ['Accept-Encoding: gzip'],
    },
    tls: {
      settings: 'sendfile on;',
      shows: 'undecided',
      configuration: '`sendfile on`, `listen … ssl`',
      claim: { text: 'TLS leaves no zero copy: the data must be encrypted', verdict: 'copy' },
      protocol: 'HTTPS',
    },
  },
  start: ({ program, folder, served, port, variant }) => ({
    url: `${(variant.protocol ?? 'HTTP').toLowerCase()}://127.0.0.1:${port}/`,
    command: [program, '-e', `${folder}/error.log`, '-p', folder, '-c', `${folder}/nginx.conf`],
    files: {
      ...(variant.protocol ? certificate() : {}),
      'nginx.conf': `daemon off; worker_processes 1; pid nginx.pid;
${process.getuid?.() === 0 ? 'user root;' : ''}
events {}
http { access_log off; ${paths.join(' ')} root ${served}; ${variant.settings}
  server { listen 127.0.0.1:${port} ${variant.protocol ? tls : ''}; listen unix:${folder}/socket; } }
`,
    },
  }),
};

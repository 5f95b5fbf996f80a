import { certificate } from './lib/certificate.mjs';
import { program } from './lib/programs.mjs';

const claim = { text: 'Apache sends static files by sendfile', verdict: 'reference' };
const modules = '/usr/lib/apache2/modules';

const tls = folder => `LoadModule ssl_module ${modules}/mod_ssl.so
SSLSessionCache none
SSLEngine on
SSLCertificateFile ${folder}/cert
SSLCertificateKeyFile ${folder}/key`;

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Apache',
  find: () => program('apache2', { debian: 'apache2-bin' }),
  version: ['-v'],
  variants: {
    default: {
      settings: '',
      shows: 'copy',
      configuration: 'default: `EnableSendfile Off`, `EnableMMAP On`',
      claim,
      change: '`EnableSendfile On`',
    },
    sendfile: {
      settings: 'EnableSendfile On',
      shows: 'reference',
      configuration: '`EnableSendfile On`',
      claim,
    },
    'no mmap': {
      settings: 'EnableMMAP Off',
      shows: 'copy',
      configuration: '`EnableMMAP Off`',
      claim,
      change: '`EnableSendfile On`',
    },
    tls: {
      settings: 'EnableSendfile On',
      shows: 'undecided',
      configuration: '`EnableSendfile On`, `SSLEngine on`',
      claim: { text: 'TLS leaves no zero copy: the data must be encrypted', verdict: 'copy' },
      protocol: 'HTTPS',
    },
  },
  start: ({ program, folder, served, port, variant }) => ({
    url: `${(variant.protocol ?? 'HTTP').toLowerCase()}://127.0.0.1:${port}/`,
    command: [program, '-f', `${folder}/apache.conf`, '-DFOREGROUND'],
    files: {
      ...(variant.protocol ? certificate() : {}),
      'apache.conf': `ServerRoot ${folder}
ServerName localhost
PidFile ${folder}/pid
DefaultRuntimeDir ${folder}
Mutex file:${folder}
Listen 127.0.0.1:${port}
LoadModule mpm_event_module ${modules}/mod_mpm_event.so
LoadModule authz_core_module ${modules}/mod_authz_core.so
ErrorLog ${folder}/error.log
DocumentRoot ${served}
${variant.settings}
${variant.protocol ? tls(folder) : ''}
`,
    },
  }),
};

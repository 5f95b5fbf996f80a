import { program } from './lib/programs.mjs';

const claim = { text: 'Apache sends static files by sendfile', verdict: 'reference' };
const modules = '/usr/lib/apache2/modules';

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
  },
  start: ({ program, folder, served, port, variant }) => ({
    command: [program, '-f', `${folder}/apache.conf`, '-DFOREGROUND'],
    files: {
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
`,
    },
  }),
};

import { readFileSync } from 'node:fs';
import { certificate } from './lib/certificate.mjs';
import { jars } from './lib/jars.mjs';

const claim = { text: 'Tomcat sends large static files by sendfile', verdict: 'reference' };

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Tomcat, embedded',
  find: () => jars('org.apache.tomcat.embed:tomcat-embed-core:11.0.14'),
  variants: {
    default: {
      settings: 'true',
      shows: 'reference',
      configuration: 'default: `useSendfile="true"`, from 48 KiB on',
      claim,
    },
    'no sendfile': {
      settings: 'false',
      shows: 'copy',
      configuration: '`useSendfile="false"`',
      claim,
      change: '`useSendfile="true"`',
    },
    tls: {
      settings: 'true',
      shows: 'undecided',
      configuration: '`SSLEnabled="true"`, `useSendfile="true"`',
      claim: { text: 'TLS leaves no zero copy: the data must be encrypted', verdict: 'copy' },
      protocol: 'HTTPS',
    },
  },
  start: ({ program, folder, served, port, variant }) => ({
    url: `${(variant.protocol ?? 'HTTP').toLowerCase()}://127.0.0.1:${port}/`,
    command: [
      ...[program, '-cp', `${folder}/lib/*`, `${folder}/TomcatServer.java`],
      ...[served, `${port}`, variant.settings, `${folder}/work`],
      ...(variant.protocol ? [`${folder}/key`, `${folder}/cert`] : []),
    ],
    files: {
      ...(variant.protocol ? certificate() : {}),
      'TomcatServer.java': readFileSync(new URL('java/TomcatServer.java', import.meta.url)),
    },
  }),
};

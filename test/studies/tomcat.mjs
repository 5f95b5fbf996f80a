import { readFileSync } from 'node:fs';
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
  },
  start: ({ program, folder, served, port, variant }) => ({
    command: [
      ...[program, '-cp', `${folder}/lib/*`, `${folder}/TomcatServer.java`],
      ...[served, `${port}`, variant.settings, `${folder}/work`],
    ],
    files: { 'TomcatServer.java': readFileSync(new URL('java/TomcatServer.java', import.meta.url)) },
  }),
};

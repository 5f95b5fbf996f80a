import { program } from './lib/programs.mjs';

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Icecast',
  find: () => program('icecast2', { debian: 'icecast2' }),
  version: ['-v'],
  variants: {
    fileserve: {
      shows: 'copy',
      configuration: '`fileserve`',
      claim: { text: 'Streaming servers send media files by sendfile', verdict: 'reference' },
    },
  },
  start: ({ program, folder, served, port }) => ({
    command: [program, '-c', `${folder}/icecast.xml`],
    files: {
      'icecast.xml': `<icecast>
<limits><clients>10</clients><sources>1</sources></limits>
<authentication><source-password>s</source-password><admin-user>a</admin-user><admin-password>a</admin-password></authentication>
<hostname>localhost</hostname>
<listen-socket><port>${port}</port><bind-address>127.0.0.1</bind-address></listen-socket>
<fileserve>1</fileserve>
<paths><basedir>/usr/share/icecast2</basedir><logdir>${folder}</logdir><webroot>${served}</webroot>
<adminroot>/usr/share/icecast2/admin</adminroot></paths>
<logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog></logging>
</icecast>
`,
    },
  }),
};

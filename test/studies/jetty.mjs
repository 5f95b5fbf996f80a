import { readFileSync } from 'node:fs';
import { jars } from './lib/jars.mjs';

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Jetty, embedded',
  find: () => jars('org.eclipse.jetty:jetty-server:12.1.4', 'org.slf4j:slf4j-nop:2.0.17'),
  variants: { default: { shows: 'copy', configuration: '`ResourceHandler`, default' } },
  start: ({ program, folder, served, port }) => ({
    command: [program, '-cp', `${folder}/lib/*`, `${folder}/JettyServer.java`, served, `${port}`],
    files: { 'JettyServer.java': readFileSync(new URL('java/JettyServer.java', import.meta.url)) },
  }),
};

import { readFileSync } from 'node:fs';
import { jars } from './lib/jars.mjs';

const unproved =
  'Its content cache asks the file again after a second at the earliest (Jetty 12.1, ResourceHandler): whether a proof meets the cache or the file depends on the time. It was traced and measured; the row without the cache was proved.';

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Jetty, embedded',
  find: () => jars('org.eclipse.jetty:jetty-server:12.1.4', 'org.slf4j:slf4j-nop:2.0.17'),
  variants: {
    default: {
      settings: 'cached',
      shows: 'undecided',
      configuration: '`ResourceHandler`, default: with its content cache',
      unproved,
    },
    'no cache': {
      settings: 'uncached',
      shows: 'copy',
      configuration: '`ResourceHandler` without its content cache (`newHttpContentFactory` overridden)',
    },
  },
  start: ({ program, folder, served, port, variant }) => ({
    command: [
      ...[program, '-cp', `${folder}/lib/*`, `${folder}/JettyServer.java`],
      ...[served, `${port}`, variant.settings],
    ],
    files: { 'JettyServer.java': readFileSync(new URL('java/JettyServer.java', import.meta.url)) },
  }),
};

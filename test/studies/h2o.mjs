import { program } from './lib/programs.mjs';

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'H2O',
  find: () => program('h2o', { try: ['--version'], debian: 'h2o' }),
  variants: { default: { shows: 'copy', configuration: '`file.dir`, one thread' } },
  start: ({ program, folder, served, port }) => ({
    command: [program, '-c', `${folder}/h2o.conf`],
    files: {
      'h2o.conf': `listen: {host: 127.0.0.1, port: ${port}}
num-threads: 1
hosts: {default: {paths: {"/": {file.dir: ${served}}}}}
`,
    },
  }),
};

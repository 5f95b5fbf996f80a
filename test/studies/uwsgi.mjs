import { program } from './lib/programs.mjs';

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'uWSGI',
  find: () => program('uwsgi', { try: ['--version'], debian: 'uwsgi-core uwsgi-plugin-python3' }),
  variants: { static: { shows: 'reference', configuration: '`static-map`' } },
  start: ({ program, served, port }) => ({
    command: [
      ...[program, '--die-on-term', '--plugin', 'python3'],
      ...['--http-socket', `127.0.0.1:${port}`, '--static-map', `/=${served}`],
    ],
  }),
};

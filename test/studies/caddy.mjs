import { program } from './lib/programs.mjs';

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Caddy',
  find: () => program('caddy', { try: ['version'], debian: 'caddy' }),
  version: ['version'],
  variants: { default: { shows: 'mixed', configuration: '`caddy file-server`' } },
  start: ({ program, served, port }) => ({
    command: [program, 'file-server', '--listen', `127.0.0.1:${port}`, '--root', served],
  }),
};

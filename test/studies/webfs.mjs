import { program } from './lib/programs.mjs';

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'webfs',
  find: () => program('webfsd', { try: ['-h'], ends: 1, debian: 'webfs' }),
  version: null,
  variants: { default: { shows: 'reference', configuration: 'default' } },
  start: ({ program, served, port }) => ({
    command: [program, '-F', '-p', `${port}`, '-i', '127.0.0.1', '-r', served],
  }),
};

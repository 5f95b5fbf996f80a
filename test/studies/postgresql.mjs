import { program } from './lib/programs.mjs';

const folder15 = '/usr/lib/postgresql/15/bin';

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'PostgreSQL',
  find: () => program('postgres', { try: ['--version'], folders: [folder15], debian: 'postgresql-15' }),
  variants: {
    backup: {
      shows: 'copy',
      configuration: 'base backup (`pg_basebackup`), default',
      protocol: 'PostgreSQL',
    },
  },
  start: ({ program, folder, port }) => ({
    command: [
      ...[program, '-D', `${folder}/d`, '-p', `${port}`],
      ...['-c', `unix_socket_directories=${folder}`, '-c', 'listen_addresses=127.0.0.1'],
    ],
  }),
  /** A base backup sends every file of the data folder. */
  prepare: async ({ place: { folder }, run }) => {
    await run([`${folder15}/initdb`, '-D', `${folder}/d`, '-A', 'trust', '-U', 'study', '--no-sync']);
    return { scratch: `${folder}/d/scratch.bin` };
  },
  client: ({ relay }) => [
    ...[`${folder15}/pg_basebackup`, '-h', '127.0.0.1', '-p', `${relay}`, '-U', 'study'],
    ...['-Ft', '-X', 'none', '-c', 'fast', '-D', '-'],
  ],
};

import { program } from './lib/programs.mjs';

/** A value of the size of the other studies' files, stored as it is. */
const fill = "return redis.call('set', 'bytes', string.rep('0123456789abcdef', 524288))";

const unproved =
  'Redis makes the file that it sends anew for each replica, so no scratch file can take its place. It was traced and measured.';

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Redis',
  find: () => program('redis-server', { try: ['--version'], debian: 'redis-server' }),
  variants: {
    disk: {
      settings: 'no',
      shows: 'undecided',
      configuration: 'full synchronization, `repl-diskless-sync no`',
      protocol: 'Redis',
      claim: { text: 'Redis sends snapshots without zero copy', verdict: 'copy' },
      unproved,
    },
    diskless: {
      settings: 'yes',
      shows: 'undecided',
      configuration: 'full synchronization, `repl-diskless-sync yes` (default)',
      protocol: 'Redis',
      claim: { text: 'Redis sends snapshots without zero copy', verdict: 'copy' },
      unproved,
    },
  },
  start: ({ program, folder, port, variant }) => ({
    command: [
      ...[program, '--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
      ...['--rdbcompression', 'no', '--repl-diskless-sync', variant.settings],
      ...['--repl-diskless-sync-delay', '0'],
    ],
  }),
  /** What it saved is read again at its next start. */
  prepare: async ({ place: { port }, launch, run }) => {
    const server = await launch();
    try {
      await run(['redis-cli', '-p', `${port}`, 'EVAL', fill, '0']);
      await run(['redis-cli', '-p', `${port}`, 'SAVE']);
    } finally {
      await server.stop();
    }
    return { filled: true };
  },
  client: ({ folder, relay }) => ['redis-cli', '-p', `${relay}`, '--rdb', `${folder}/fetched`],
};

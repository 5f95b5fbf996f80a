import { renameSync } from 'node:fs';
import { program } from './lib/programs.mjs';

const fill = `CREATE DATABASE IF NOT EXISTS study; USE study; CREATE TABLE bytes (b LONGBLOB);
INSERT INTO bytes SELECT RANDOM_BYTES(1024) FROM seq_1_to_8192; FLUSH BINARY LOGS;`;

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'MariaDB',
  find: () => {
    const client = program('mariadb-binlog', { try: ['--version'], debian: 'mariadb-client' });
    const server = program('mariadbd', { try: ['--version'], debian: 'mariadb-server-core' });
    return 'why' in client ? client : server;
  },
  stopMs: 30_000,
  variants: {
    binlog: {
      shows: 'copy',
      configuration: 'binary log to a replica (`COM_BINLOG_DUMP`), default',
      protocol: 'MySQL',
      claim: { text: 'MySQL sends its binary log by sendfile', verdict: 'reference' },
    },
  },
  start: ({ program, folder, port }) => ({
    command: [
      ...[program, '--no-defaults', `--datadir=${folder}/d`, `--port=${port}`, '--bind-address=127.0.0.1'],
      ...[`--socket=${folder}/socket`, '--log-bin=bl', '--server-id=1', '--skip-grant-tables'],
    ],
  }),
  /** Fills a binary log and takes it away: the scratch file takes its place. */
  prepare: async ({ place: { folder }, launch, run }) => {
    await run([
      'mariadb-install-db',
      '--no-defaults',
      `--datadir=${folder}/d`,
      '--auth-root-authentication-method=normal',
    ]);
    const server = await launch();
    try {
      await run(['mariadb', '--no-defaults', `--socket=${folder}/socket`, '-e', fill]);
    } finally {
      await server.stop();
    }
    const [scratch, content] = [`${folder}/d/bl.000001`, `${folder}/binlog`];
    renameSync(scratch, content);
    return { scratch, content };
  },
  client: ({ folder, relay }) => [
    ...['mariadb-binlog', '--no-defaults', '--read-from-remote-server', '--protocol=tcp', '--host=127.0.0.1'],
    ...[`--port=${relay}`, '--user=root', '--raw', `--result-file=${folder}/fetched-`, 'bl.000001'],
  ],
};

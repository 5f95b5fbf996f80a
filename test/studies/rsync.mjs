import { program } from './lib/programs.mjs';

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'rsync daemon',
  find: () => program('rsync', { try: ['--version'], debian: 'rsync' }),
  variants: { default: { shows: 'copy', configuration: 'default', protocol: 'rsync' } },
  start: ({ program, folder, served, port }) => ({
    command: [
      ...[program, '--daemon', '--no-detach', `--port=${port}`, '--address=127.0.0.1'],
      `--config=${folder}/rsyncd.conf`,
    ],
    files: {
      'rsyncd.conf': `use chroot = no
lock file = ${folder}/lock
log file = ${folder}/rsync.log
[m]
path = ${served}
`,
    },
  }),
  client: ({ program, folder, relay }) => [
    ...[program, '--ignore-times', '--whole-file'],
    ...[`rsync://127.0.0.1:${relay}/m/scratch.bin`, `${folder}/fetched`],
  ],
};

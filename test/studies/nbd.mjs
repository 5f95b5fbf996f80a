import { program } from './lib/programs.mjs';

/** It has no option to stay in the foreground and serve one client after the other. */
const inForeground = `pid=$1; shift; "$@" -p "$pid" || exit
while ! [ -s "$pid" ]; do sleep 0.1; done
trap 'kill "$(cat "$pid")"' TERM
while kill -0 "$(cat "$pid")"; do sleep 0.1; done`;

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'nbd-server',
  find: () => {
    const client = program('nbdcopy', { try: ['--version'], debian: 'libnbd-bin' });
    const server = program('nbd-server', { try: ['-V'], debian: 'nbd-server' });
    return 'why' in client ? client : server;
  },
  version: ['-V'],
  variants: {
    default: {
      settings: 'false',
      shows: 'copy',
      configuration: 'default',
      protocol: 'NBD',
      change: '`splice = true`',
    },
    splice: { settings: 'true', shows: 'reference', configuration: '`splice = true`', protocol: 'NBD' },
  },
  start: ({ program, folder, port, scratch, variant }) => ({
    command: ['sh', '-c', inForeground, 'sh', `${folder}/pid`, program, '-C', `${folder}/nbd.conf`],
    files: {
      'nbd.conf': `[generic]
port = ${port}
listenaddr = 127.0.0.1
allowlist = true
[e]
exportname = ${scratch}
readonly = true
splice = ${variant.settings}
`,
    },
  }),
  client: ({ relay }) => [
    'nbdcopy',
    '--connections=1',
    '--requests=4',
    `nbd://127.0.0.1:${relay}/e`,
    'null:',
  ],
};

import { existsSync } from 'node:fs';
import { program, unlessRoot } from './lib/programs.mjs';

const find = () => {
  if (!existsSync('/dev/fuse')) return { why: 'its client needs FUSE, which is not here (/dev/fuse).' };
  const client = program('glusterfs', { try: ['--version'], debian: 'glusterfs-client' });
  const server = program('glusterfsd', { try: ['--version'], debian: 'glusterfs-server' });
  return 'why' in client ? client : server;
};

/** Volumes of a graph, each on top of the one before. */
const graph = volumes =>
  volumes
    .map(([name, type, options], at) => {
      const below = at > 0 ? [`subvolumes ${volumes[at - 1][0]}`] : [];
      const lines = Object.entries(options).map(([key, value]) => `option ${key} ${value}`);
      return [`volume ${name}`, `type ${type}`, ...lines, ...below, 'end-volume', ''].join('\n');
    })
    .join('\n');

/**
 * Mounts in namespaces of its own, which end with the shell: neither mount nor client outlives it, however it ends
 * (unshare(1), --kill-child).
 */
const fetching =
  'glusterfs -l "$1/client.log" -f "$1/client.vol" "$1/mount" && cp "$1/mount/scratch.bin" "$1/fetched"';

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'GlusterFS',
  find: () => unlessRoot() ?? find(),
  root: true,
  variants: {
    brick: {
      shows: 'copy',
      configuration: 'a brick (`storage/posix`, `performance/io-threads`), FUSE client; started by root',
      protocol: 'GlusterFS',
      claim: { text: 'GlusterFS sends files by sendfile', verdict: 'reference' },
    },
  },
  start: ({ program, folder, served, port, relay }) => ({
    command: [program, '-N', '-l', `${folder}/brick.log`, '-f', `${folder}/brick.vol`],
    files: {
      'brick.vol': graph([
        ['posix', 'storage/posix', { directory: served }],
        ['locks', 'features/locks', {}],
        ['threads', 'performance/io-threads', {}],
        [
          ...['server', 'protocol/server'],
          {
            'transport-type': 'tcp',
            'transport.socket.bind-address': '127.0.0.1',
            'transport.socket.listen-port': port,
            'auth.addr.threads.allow': '*',
          },
        ],
      ]),
      'client.vol': graph([
        [
          ...['client', 'protocol/client'],
          {
            'transport-type': 'tcp',
            'remote-host': '127.0.0.1',
            'remote-port': relay,
            'remote-subvolume': 'threads',
          },
        ],
      ]),
    },
  }),
  prepare: ({ place: { folder }, run }) => run(['mkdir', `${folder}/mount`]),
  client: ({ folder }) => [
    ...[
      'unshare',
      '--mount',
      '--pid',
      '--mount-proc',
      '--fork',
      '--kill-child',
      'sh',
      '-c',
      fetching,
      'sh',
      folder,
    ],
  ],
};

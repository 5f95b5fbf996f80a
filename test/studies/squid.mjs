import { randomBytes } from 'node:crypto';
import { renameSync } from 'node:fs';
import { createServer } from 'node:http';
import { program } from './lib/programs.mjs';

/** Asks as a browser does, to the end of the answer. */
const fetching = port => [
  process.execPath,
  '-e',
  `fetch('http://127.0.0.1:${port}/file').then(answer => answer.arrayBuffer())`,
];

/** A web server that Squid fetches its one object from. */
async function origin(port) {
  const body = randomBytes(8 << 20);
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'Cache-Control': 'max-age=86400', 'Content-Length': body.length });
    answer.end(body);
  });
  await new Promise(done => server.listen(port, '127.0.0.1', done));
  return server;
}

const configuration = (
  { folder, port, variant },
  from,
) => `http_port 127.0.0.1:${port} accel no-vhost defaultsite=study
cache_peer 127.0.0.1 parent ${from} 0 no-query originserver no-digest
http_access allow all
cache_mem 0
maximum_object_size 64 MB
cache_dir ${variant.settings} ${folder}/cache 100 1 1
netdb_filename none
pinger_enable off
pid_filename ${folder}/pid
coredump_dir ${folder}
cache_log ${folder}/cache.log
access_log none
shutdown_lifetime 0 seconds
visible_hostname study
`;

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Squid',
  find: () => program('squid', { debian: 'squid' }),
  version: ['-v'],
  stopMs: 30_000,
  variants: {
    ufs: {
      settings: 'ufs',
      shows: 'copy',
      configuration: '`cache_dir ufs`, a hit on disk',
    },
    aufs: {
      settings: 'aufs',
      shows: 'copy',
      configuration: '`cache_dir aufs`, a hit on disk',
    },
  },
  start: place => ({
    command: [place.program, '-N', '-f', `${place.folder}/squid.conf`],
    // The origin is asked while the cache is filled; its port is free until then.
    files: { 'squid.conf': configuration(place, place.spare[0]) },
  }),
  /** Fills the cache and takes its one swap file away: the scratch file takes its place. */
  prepare: async ({ place: { program, folder, port, spare }, launch, run }) => {
    const server = await origin(spare[0]);
    try {
      await run([program, '-N', '-z', '-f', `${folder}/squid.conf`]);
      const squid = await launch();
      try {
        await run(fetching(port));
      } finally {
        await squid.stop();
      }
    } finally {
      server.close();
    }
    const [scratch, content] = [`${folder}/cache/00/00/00000000`, `${folder}/swap`];
    renameSync(scratch, content);
    return { scratch, content };
  },
  client: ({ relay }) => fetching(relay),
};

import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { program } from './lib/programs.mjs';

/** The first file that it indexes has this name at the server. */
const item = 'MediaItems/22.wav';

/** Sound of random bytes: two channels of 16 bits, 44,100 times a second (RIFF WAVE, format 1). */
function wave(bytes) {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(2, 22);
  head.writeUInt32LE(44_100, 24);
  head.writeUInt32LE(176_400, 28);
  head.writeUInt16LE(4, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(bytes, 40);
  return Buffer.concat([head, randomBytes(bytes)]);
}

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'minidlna',
  find: () => program('minidlnad', { try: ['-V'], debian: 'minidlna' }),
  version: ['-V'],
  variants: {
    default: {
      shows: 'reference',
      configuration: 'default',
      protocol: 'HTTP (DLNA)',
      claim: { text: 'Streaming servers send media files by sendfile', verdict: 'reference' },
    },
  },
  start: ({ program, folder, port }) => ({
    command: [program, '-S', '-r', '-f', `${folder}/minidlna.conf`, '-P', `${folder}/pid`],
    files: {
      'minidlna.conf': `port=${port}
listening_ip=127.0.0.1
network_interface=lo
media_dir=A,${folder}/media
db_dir=${folder}/db
log_dir=${folder}/db
inotify=no
`,
    },
  }),
  prepare: async ({ place: { folder }, run }) => {
    await run(['mkdir', `${folder}/media`, `${folder}/db`]);
    const content = `${folder}/sound`;
    writeFileSync(content, wave(8 << 20));
    return { scratch: `${folder}/media/scratch.wav`, content };
  },
  /** It refuses names: only a numeric Host is answered. */
  client: ({ relay }) => [
    process.execPath,
    '-e',
    `fetch('http://127.0.0.1:${relay}/${item}').then(async answer => process.exit(answer.ok && (await answer.arrayBuffer()).byteLength > 0 ? 0 : 1))`,
  ],
};

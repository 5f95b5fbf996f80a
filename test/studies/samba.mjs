import { userName } from './lib/place.mjs';
import { program } from './lib/programs.mjs';

const claim = { text: '`use sendfile = yes` sends by sendfile', verdict: 'reference' };

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Samba',
  find: () => {
    const client = program('smbclient', { try: ['--version'], debian: 'smbclient' });
    const server = program('smbd', { try: ['--version'], debian: 'samba' });
    return 'why' in client ? client : server;
  },
  variants: {
    default: { settings: '', shows: 'copy', configuration: 'default', protocol: 'SMB3' },
    sendfile: {
      settings: 'use sendfile = yes',
      shows: 'copy',
      configuration: '`use sendfile = yes`',
      protocol: 'SMB3',
      claim,
      change: '`aio read size = 0` beside it',
    },
    'sendfile without aio': {
      settings: 'use sendfile = yes\naio read size = 0',
      shows: 'reference',
      configuration: '`use sendfile = yes`, `aio read size = 0`',
      protocol: 'SMB3',
      claim,
    },
  },
  start: ({ program, folder, served, port, user, variant }) => ({
    command: [program, '-F', '--no-process-group', '-s', `${folder}/smb.conf`],
    files: {
      'smb.conf': `[global]
smb ports = ${port}
interfaces = 127.0.0.1
bind interfaces only = yes
private dir = ${folder}/private
lock directory = ${folder}/lock
state directory = ${folder}/state
cache directory = ${folder}/cache
pid directory = ${folder}/run
ncalrpc dir = ${folder}/ncalrpc
log file = ${folder}/samba.log
map to guest = Bad User
guest account = ${userName(user)}
disable spoolss = yes
load printers = no
${variant.settings}
[s]
path = ${served}
guest ok = yes
`,
    },
  }),
  prepare: ({ place: { folder }, run }) =>
    run([
      'mkdir',
      ...['private', 'lock', 'state', 'cache', 'run', 'ncalrpc'].map(name => `${folder}/${name}`),
    ]),
  client: ({ folder, relay }) => [
    ...['smbclient', '//127.0.0.1/s', '-N', '-p', `${relay}`, '--configfile=/dev/null'],
    ...['-c', `get scratch.bin ${folder}/fetched`],
  ],
};

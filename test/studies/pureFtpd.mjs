import { dirname, join } from 'node:path';
import { ftpCommand, ftpFiles } from './lib/ftp.mjs';
import { unlessRoot } from './lib/programs.mjs';
import { unpacked } from './lib/unpacked.mjs';

/** `study`, as crypt(3) makes it. */
const password = '$1$study$vdjrqdME5Awm/8tdKe0fI0';

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Pure-FTPd',
  find: () => unlessRoot() ?? unpacked('usr/sbin/pure-ftpd', { debian: 'pure-ftpd', version: ['--help'] }),
  root: true,
  variants: {
    default: {
      shows: 'copy',
      configuration: 'default, `TYPE I`; started by root',
      protocol: 'FTP',
      claim: { text: 'FTP servers send files by sendfile', verdict: 'reference' },
    },
  },
  start: ({ folder, served, port }) => ({
    command: [
      ...[`${folder}/lib/pure-ftpd`, '-S', `127.0.0.1,${port}`, '-H', '-g', `${folder}/pid`],
      ...['-l', `puredb:${folder}/users`],
    ],
    // Names, limits and times of a user are fields of their own, and empty (pure-pw(8)).
    files: { ...ftpFiles, passwd: `study:${password}:65534:65534::${served}/::::::::::::\n` },
  }),
  prepare: ({ place: { program, folder }, run }) =>
    run([
      join(dirname(program), '..', 'bin', 'pure-pw'),
      ...['mkdb', `${folder}/users`, '-f', `${folder}/passwd`],
    ]),
  command: place => [...ftpCommand(place), 'study'],
};

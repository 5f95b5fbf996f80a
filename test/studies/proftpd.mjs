import { userInfo } from 'node:os';
import { ftpCommand, ftpFiles } from './lib/ftp.mjs';
import { groupName, userName } from './lib/place.mjs';
import { unpacked } from './lib/unpacked.mjs';

/** `study`, as crypt(3) makes it. */
const password = '$1$study$vdjrqdME5Awm/8tdKe0fI0';

const claim = { text: 'FTP servers send files by sendfile', verdict: 'reference' };

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'ProFTPD',
  find: () => unpacked('usr/sbin/proftpd', { debian: 'proftpd-core', version: ['-v'] }),
  variants: {
    default: { settings: '', shows: 'reference', configuration: 'default, `TYPE I`', protocol: 'FTP', claim },
    off: {
      settings: 'UseSendfile off',
      shows: 'copy',
      configuration: '`UseSendfile off`, `TYPE I`',
      protocol: 'FTP',
      claim,
      change: '`UseSendfile on`',
    },
  },
  changesUser: true,
  start: ({ folder, served, port, user, variant }) => {
    const { uid, gid } = user ?? userInfo();
    return {
      command: [`${folder}/lib/proftpd`, '-n', '-c', `${folder}/proftpd.conf`],
      files: {
        ...ftpFiles,
        'proftpd.conf': `ServerType standalone
Port ${port}
DefaultAddress 127.0.0.1
ModulePath ${folder}
ControlsEngine off
User ${userName(user)}
Group ${groupName(user)}
RequireValidShell off
PidFile ${folder}/pid
ScoreboardFile ${folder}/scoreboard
SystemLog ${folder}/system.log
TransferLog none
WtmpLog off
UseFtpUsers off
DelayEngine off
${variant.settings}
AuthUserFile ${folder}/passwd
`,
        passwd: `anonymous:${password}:${uid}:${gid}::${served}:/bin/false\n`,
      },
    };
  },
  // It takes no list of users that others may read.
  prepare: ({ place: { folder }, run }) => run(['chmod', '600', `${folder}/passwd`]),
  command: ftpCommand,
};

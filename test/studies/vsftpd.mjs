import { ftpCommand, ftpFiles } from './lib/ftp.mjs';
import { userName } from './lib/place.mjs';
import { program } from './lib/programs.mjs';

const claim = { text: 'FTP servers send files by sendfile', verdict: 'reference' };

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'vsftpd',
  find: () => program('vsftpd', { try: ['-v'], debian: 'vsftpd' }),
  version: null,
  variants: {
    default: { settings: '', shows: 'reference', configuration: 'default, `TYPE I`', protocol: 'FTP', claim },
    off: {
      settings: 'use_sendfile=NO\n',
      shows: 'copy',
      configuration: '`use_sendfile=NO`, `TYPE I`',
      protocol: 'FTP',
      claim,
      change: '`use_sendfile=YES`',
    },
  },
  start: ({ program, folder, served, host, port, user, variant }) => ({
    command: [program, `${folder}/vsftpd.conf`],
    files: {
      ...ftpFiles,
      'vsftpd.conf': `listen=YES
listen_port=${port}
listen_address=${host}
background=NO
run_as_launching_user=YES
one_process_model=YES
anonymous_enable=YES
no_anon_password=YES
anon_root=${served}
allow_writeable_chroot=YES
ftp_username=${userName(user)}
secure_chroot_dir=${folder}
seccomp_sandbox=NO
xferlog_enable=NO
${variant.settings}`,
    },
  }),
  command: ftpCommand,
};

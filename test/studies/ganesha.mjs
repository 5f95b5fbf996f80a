import { program, unlessRoot } from './lib/programs.mjs';

const find = () => {
  const client = program('nfs-cat', { try: [], debian: 'libnfs-utils' });
  const server = program('ganesha.nfsd', { try: ['-v'], debian: 'nfs-ganesha-vfs' });
  return 'why' in client ? client : server;
};

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'NFS-Ganesha',
  find: () => unlessRoot() ?? find(),
  version: ['-v'],
  root: true,
  variants: {
    vfs: {
      shows: 'copy',
      configuration: '`FSAL { Name = VFS; }`; started by root, client of libnfs',
      protocol: 'NFSv4',
    },
  },
  start: ({ program, folder, served, port }) => ({
    command: [
      ...[program, '-F', '-f', `${folder}/ganesha.conf`, '-L', `${folder}/ganesha.log`],
      ...['-p', `${folder}/pid`],
    ],
    files: {
      'ganesha.conf': `NFS_CORE_PARAM {
  NFS_Port = ${port}; Bind_addr = 127.0.0.1; Protocols = 4; Enable_NLM = false; Enable_RQUOTA = false;
}
NFSv4 { Graceless = true; RecoveryRoot = ${folder}; }
NFS_KRB5 { Active_krb5 = false; }
EXPORT {
  Export_Id = 1; Path = ${served}; Pseudo = /e; Access_Type = RO; Squash = No_Root_Squash; SecType = sys;
  FSAL { Name = VFS; }
}
`,
    },
  }),
  client: ({ relay }) => ['nfs-cat', `nfs://127.0.0.1/e/scratch.bin?version=4&nfsport=${relay}`],
};

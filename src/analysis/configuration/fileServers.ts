import type { Server } from './server';

export const samba: Server = {
  name: 'Samba',
  owns: /(^|\/)smb[^/]*\.conf$|(^|\/)samba\/([^/]+\/)*[^/]+\.conf$/,
  marks: /^\s*\[[^\]]+\]/m,
  comment: '#;',
  settings: [
    {
      id: 'samba-sendfile-aio',
      line: /^\s*use sendfile\s*=\s*(yes|true|1)\b/i,
      without: /^\s*aio read size\s*=\s*0\b/im,
      row: { study: 'samba', variant: 'sendfile', verdict: 'copy' },
      instead: 'use sendfile = yes with aio read size = 0',
    },
    {
      id: 'samba-no-sendfile',
      line: /^\s*use sendfile\s*=\s*(no|false|0)\b/i,
      row: { study: 'samba', variant: 'default', verdict: 'copy' },
      instead: 'use sendfile = yes with aio read size = 0',
    },
  ],
};

export const vsftpd: Server = {
  name: 'vsftpd',
  owns: /(^|\/)vsftpd[^/]*\.conf$|(^|\/)vsftpd\/([^/]+\/)*[^/]+\.conf$/,
  marks: /^\s*\w+=/m,
  comment: '#',
  settings: [
    {
      id: 'vsftpd-no-sendfile',
      line: /^use_sendfile=NO\b/i,
      row: { study: 'vsftpd', variant: 'off', verdict: 'copy' },
      instead: 'use_sendfile=YES',
    },
    {
      id: 'vsftpd-tls',
      line: /^ssl_enable=(YES|TRUE|1)\b/i,
      row: { study: 'vsftpdTls', variant: 'explicit', verdict: 'undecided' },
      instead: null,
    },
  ],
};

export const proftpd: Server = {
  name: 'ProFTPD',
  owns: /(^|\/)proftpd[^/]*\.conf$|(^|\/)proftpd\/([^/]+\/)*[^/]+\.conf$/,
  marks: /^\s*(ServerName|ServerType|DefaultRoot|<Anonymous|<Global|<VirtualHost|UseSendfile)\b/im,
  comment: '#',
  settings: [
    {
      id: 'proftpd-no-sendfile',
      line: /^\s*UseSendfile\s+(off|no|false|0)\b/i,
      row: { study: 'proftpd', variant: 'off', verdict: 'copy' },
      instead: 'UseSendfile on',
    },
  ],
};

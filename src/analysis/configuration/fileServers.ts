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
      title: 'Copies all the same: asynchronous reads come first',
      message:
        '`use sendfile = yes` alone changes nothing: reads of `aio read size` bytes and more (1 by default) are asynchronous, and these never go by sendfile.',
      instead: 'use sendfile = yes with aio read size = 0',
    },
    {
      id: 'samba-no-sendfile',
      line: /^\s*use sendfile\s*=\s*(no|false|0)\b/i,
      row: { study: 'samba', variant: 'default', verdict: 'copy' },
      title: 'Copies every byte: use sendfile is off',
      message: 'Without sendfile Samba reads files into its memory and sends them from there.',
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
      title: 'Copies every byte: use_sendfile is NO',
      message:
        'With `use_sendfile=NO` vsftpd reads files into its memory and writes them out: two copies by the CPU for each byte.',
      instead: 'use_sendfile=YES',
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
      title: 'Copies every byte: UseSendfile is off',
      message:
        'With `UseSendfile off` ProFTPD reads files into its memory and writes them out: two copies by the CPU for each byte.',
      instead: 'UseSendfile on',
    },
  ],
};

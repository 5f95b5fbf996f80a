import type { Server } from './server';

const nginxRow = (variant: string) => ({ study: 'nginx', variant });

export const nginx: Server = {
  name: 'nginx',
  owns: /(^|\/)(nginx[^/]*\.conf|[^/]+\.nginx)$|(^|\/)nginx\/([^/]+\/)*[^/]+\.conf$/,
  marks: /\b(server|http|location)\b[^;{]*\{|^\s*sendfile\s/m,
  comment: '#',
  settings: [
    {
      id: 'nginx-sendfile-off',
      line: /^\s*sendfile\s+off\s*;/,
      row: { ...nginxRow('off'), verdict: 'copy' },
      title: 'Copies every byte: sendfile is off',
      message:
        'With `sendfile off` nginx reads files into its memory and writes them out: two copies by the CPU for each byte.',
      instead: 'sendfile on;',
    },
    {
      id: 'nginx-no-sendfile',
      line: /^\s*http\s*\{/,
      without: /^\s*sendfile\s/m,
      row: { ...nginxRow('off'), verdict: 'copy' },
      title: 'Copies every byte: sendfile is off by default',
      message:
        "nginx's own default is `sendfile off`: it reads files into its memory and writes them out, two copies by the CPU for each byte. An included file may set it.",
      instead: 'sendfile on;',
    },
    {
      id: 'nginx-directio',
      line: /^\s*directio\s+(?!off\b)\S+\s*;/,
      row: { ...nginxRow('directio'), verdict: 'copy' },
      title: 'Copies files of this size and above: directio',
      message:
        '`directio` turns sendfile off for files of that size and above: they bypass the page cache, so there are no pages to send by reference.',
      instead: 'no directio, or one above the size of files that are often asked for',
    },
    {
      id: 'nginx-gzip',
      line: /^\s*gzip\s+on\s*;/,
      row: { ...nginxRow('gzip'), verdict: 'undecided' },
      title: 'Compressed answers are read, packed and copied',
      message:
        'What `gzip` compresses is read into the memory of nginx, whatever `sendfile` says. Types that are not in `gzip_types`, and answers shorter than `gzip_min_length`, still go by sendfile.',
      instead: 'gzip_static on; with files that are compressed beforehand',
    },
    {
      id: 'nginx-ssi',
      line: /^\s*ssi\s+on\s*;/,
      beside: /^\s*sendfile\s+on\s*;/m,
      row: { ...nginxRow('ssi'), verdict: 'reference' },
      title: 'SSI reads every byte, then still sends by sendfile',
      message:
        'With `ssi` nginx reads files of those types to look for commands; what it does not replace is still sent by page reference. The reading costs CPU time, and no copy is sent.',
      instead: null,
    },
    {
      id: 'nginx-tls',
      line: /^\s*listen\s+[^;]*\bssl\b[^;]*;|^\s*ssl\s+on\s*;/,
      row: { ...nginxRow('tls'), verdict: 'undecided' },
      title: 'TLS encrypts in nginx: sendfile is not used',
      message:
        'Over TLS the bytes must be encrypted, so nginx reads and copies them, unless the kernel encrypts (kTLS: `ssl_conf_command Options KTLS`, OpenSSL 3, kernel module tls).',
      instead: null,
    },
  ],
};

export const apache: Server = {
  name: 'Apache',
  owns: /(^|\/)(httpd[^/]*\.conf|apache2?\.conf)$|(^|\/)(apache2?|httpd)\/([^/]+\/)*[^/]+\.conf$/,
  marks: /^\s*(<VirtualHost|DocumentRoot|LoadModule|ServerRoot|Listen|EnableSendfile|EnableMMAP)\b/im,
  comment: '#',
  settings: [
    {
      id: 'apache-sendfile-off',
      line: /^\s*EnableSendfile\s+Off\b/i,
      row: { study: 'apache', variant: 'default', verdict: 'copy' },
      title: 'Copies every byte: EnableSendfile is Off',
      message:
        'With `EnableSendfile Off` Apache maps files and writes from the mapping: the CPU copies each byte into the socket. Leave it off on network file systems.',
      instead: 'EnableSendfile On',
    },
    {
      id: 'apache-no-sendfile',
      line: /^\s*DocumentRoot\s/i,
      without: /^\s*EnableSendfile\s/im,
      row: { study: 'apache', variant: 'default', verdict: 'copy' },
      title: 'Copies every byte: EnableSendfile is Off by default',
      message:
        'Since Apache 2.4 `EnableSendfile` is Off by default: it maps files and writes from the mapping, so the CPU copies each byte into the socket. An included file may set it.',
      instead: 'EnableSendfile On',
    },
    {
      id: 'apache-no-mmap',
      line: /^\s*EnableMMAP\s+Off\b/i,
      without: /^\s*EnableSendfile\s+On\b/im,
      row: { study: 'apache', variant: 'no mmap', verdict: 'copy' },
      title: 'Copies every byte twice: no mapping and no sendfile',
      message:
        'With `EnableMMAP Off` and without sendfile Apache reads files into its memory and writes them out: two copies by the CPU for each byte.',
      instead: 'EnableSendfile On',
    },
  ],
};

export const lighttpd: Server = {
  name: 'lighttpd',
  owns: /(^|\/)lighttpd[^/]*\.conf$|(^|\/)lighttpd\/([^/]+\/)*[^/]+\.conf$/,
  marks: /^\s*server\.[\w-]+\s*[+:]?=/m,
  comment: '#',
  settings: [
    {
      id: 'lighttpd-writev',
      line: /^\s*server\.network-backend\s*=\s*"writev?"/,
      row: { study: 'lighttpd', variant: 'writev', verdict: 'copy' },
      title: 'Copies every byte: network-backend is not sendfile',
      message:
        'With this `server.network-backend` lighttpd reads files into its memory and writes them out: two copies by the CPU for each byte.',
      instead: 'server.network-backend = "sendfile"',
    },
  ],
};

export const haproxy: Server = {
  name: 'HAProxy',
  owns: /(^|\/)haproxy[^/]*\.(cfg|conf)$|(^|\/)haproxy\/([^/]+\/)*[^/]+\.cfg$/,
  marks: /^\s*(frontend|backend|listen|defaults)\b/m,
  comment: '#',
  settings: [
    {
      id: 'haproxy-splice',
      line: /^\s*option\s+splice-response\b/,
      row: { study: 'haproxy', variant: 'splice', verdict: 'mixed' },
      title: 'Splices answers: most bytes pass without a copy',
      message:
        'With `option splice-response` HAProxy moves answers from socket to socket by splice: page references of a server behind it reach the client. Some bytes are still copied.',
      instead: null,
    },
    {
      id: 'haproxy-no-splice',
      line: /^\s*mode\s+tcp\b/,
      without: /^\s*option\s+splice-(response|auto)\b/m,
      row: { study: 'haproxy', variant: 'tcp', verdict: 'copy' },
      title: 'Copies every byte through HAProxy: no splice option',
      message:
        'Without a splice option HAProxy receives each byte into its memory and sends it again, also where the server behind it sends by page reference.',
      instead: 'option splice-response',
    },
  ],
};

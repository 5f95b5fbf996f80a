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
      instead: 'sendfile on;',
    },
    {
      id: 'nginx-no-sendfile',
      line: /^\s*http\s*\{/,
      without: /^\s*sendfile\s/m,
      row: { ...nginxRow('off'), verdict: 'copy' },
      instead: 'sendfile on;',
    },
    {
      id: 'nginx-directio',
      line: /^\s*directio\s+(?!off\b)\S+\s*;/,
      row: { ...nginxRow('directio'), verdict: 'copy' },
      instead: 'no directio, or one above the size of files that are often asked for',
    },
    {
      id: 'nginx-gzip',
      line: /^\s*gzip\s+on\s*;/,
      row: { ...nginxRow('gzip'), verdict: 'undecided' },
      instead: 'gzip_static on; with files that are compressed beforehand',
    },
    {
      id: 'nginx-ssi',
      line: /^\s*ssi\s+on\s*;/,
      beside: /^\s*sendfile\s+on\s*;/m,
      row: { ...nginxRow('ssi'), verdict: 'reference' },
      instead: null,
    },
    {
      id: 'nginx-tls',
      line: /^\s*listen\s+[^;]*\bssl\b[^;]*;|^\s*ssl\s+on\s*;/,
      row: { ...nginxRow('tls'), verdict: 'undecided' },
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
      instead: 'EnableSendfile On',
    },
    {
      id: 'apache-no-sendfile',
      line: /^\s*DocumentRoot\s/i,
      without: /^\s*EnableSendfile\s/im,
      row: { study: 'apache', variant: 'default', verdict: 'copy' },
      instead: 'EnableSendfile On',
    },
    {
      id: 'apache-no-mmap',
      line: /^\s*EnableMMAP\s+Off\b/i,
      without: /^\s*EnableSendfile\s+On\b/im,
      row: { study: 'apache', variant: 'no mmap', verdict: 'copy' },
      instead: 'EnableSendfile On',
    },
    {
      id: 'apache-tls',
      line: /^\s*SSLEngine\s+(On|Optional)\b/i,
      row: { study: 'apache', variant: 'tls', verdict: 'undecided' },
      instead: null,
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
      instead: null,
    },
    {
      id: 'haproxy-no-splice',
      line: /^\s*mode\s+tcp\b/,
      without: /^\s*option\s+splice-(response|auto)\b/m,
      row: { study: 'haproxy', variant: 'tcp', verdict: 'copy' },
      instead: 'option splice-response',
    },
  ],
};

import { program } from './lib/programs.mjs';
import nginx from './nginx.mjs';

const behind = { system: nginx, variant: 'on' };

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'HAProxy before nginx',
  find: () => {
    const found = program('haproxy', { debian: 'haproxy' });
    const server = nginx.find();
    return 'why' in server ? server : found;
  },
  version: ['-v'],
  variants: {
    tcp: {
      settings: 'mode tcp',
      shows: 'copy',
      configuration: '`mode tcp`; nginx with `sendfile on`',
      change: '`option splice-response`',
      protocol: 'TCP',
      behind,
    },
    // Some bytes were copied in each of its proofs; which, and why, was not looked into.
    splice: {
      settings: 'mode tcp\n  option splice-response',
      shows: 'mixed',
      configuration: '`mode tcp`, `option splice-response`; nginx with `sendfile on`',
      protocol: 'TCP',
      behind,
    },
    'splice http': {
      settings: 'mode http\n  option splice-response',
      shows: 'mixed',
      configuration: '`mode http`, `option splice-response`; nginx with `sendfile on`',
      behind,
    },
  },
  start: ({ program, folder, port, variant, behind }) => ({
    command: [program, '-db', '-f', `${folder}/haproxy.conf`],
    files: {
      'haproxy.conf': `defaults
  ${variant.settings}
  timeout connect 10s
  timeout client 60s
  timeout server 60s
listen proxy
  bind 127.0.0.1:${port}
  server origin 127.0.0.1:${behind}
`,
    },
  }),
};

import type { Rule } from './rule';

export const serverConfig: Rule = {
  id: 'server-config',
  category: 'configuration',
  level: 'info',
  example: {
    language: 'nginx',
    before: 'sendfile off;',
    after: 'sendfile on;',
  },
};

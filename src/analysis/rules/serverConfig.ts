import type { Rule } from './rule';

export const serverConfig: Rule = {
  id: 'server-config',
  category: 'configuration',
  level: 'info',
  docs: {
    what: 'A setting of a server decides whether its files go out by page reference or are copied.',
    why: 'Servers that can send without copying often do not: by default, because of another setting, or because the bytes must be encrypted or compressed. Each finding rests on a row of docs/atlas, where the server was observed with that setting.',
    instead:
      'The setting that the finding names. Check the server afterwards: `iopath prove URL --directory FOLDER` shows how it sends.',
    example: {
      language: 'nginx',
      before: 'sendfile off;',
      after: 'sendfile on;',
    },
    limits:
      'Files are known by their names and contents: nginx, Apache, lighttpd, HAProxy, Samba, vsftpd, ProFTPD, Tomcat (server.xml), Kafka and RocketMQ. Each file is read alone, without those that it includes. The rule does not change the exit code of `iopath lint` unless its level is raised or it is selected.',
  },
};

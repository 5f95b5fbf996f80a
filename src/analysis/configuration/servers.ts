import { proftpd, samba, vsftpd } from './fileServers';
import { hdfs, kafka, rocketmq, tomcat } from './javaServers';
import type { Server } from './server';
import { apache, haproxy, lighttpd, nginx } from './webServers';

/** Every server whose configuration is looked at. A new one is an entry, and a row of the atlas for each setting. */
export const servers: readonly Server[] = [
  ...[nginx, apache, lighttpd, haproxy],
  ...[samba, vsftpd, proftpd],
  ...[tomcat, hdfs, kafka, rocketmq],
];

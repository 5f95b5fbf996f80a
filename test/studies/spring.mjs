import { readFileSync } from 'node:fs';
import { jars } from './lib/jars.mjs';

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Spring Boot',
  find: () => jars('org.springframework.boot:spring-boot-starter-web:3.5.8'),
  variants: { default: { shows: 'copy', configuration: 'static resources on its embedded Tomcat, default' } },
  start: ({ program, folder, served, port }) => ({
    command: [
      ...[program, '-cp', `${folder}/lib/*`, `${folder}/SpringServer.java`],
      ...['--server.address=127.0.0.1', `--server.port=${port}`],
      `--spring.web.resources.static-locations=file:${served}/`,
    ],
    files: { 'SpringServer.java': readFileSync(new URL('java/SpringServer.java', import.meta.url)) },
  }),
};

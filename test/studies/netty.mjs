import { readFileSync } from 'node:fs';
import { jars } from './lib/jars.mjs';

const claim = { text: "Netty's FileRegion is zero copy", verdict: 'reference' };

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Netty',
  find: () => jars('io.netty:netty-codec-http:4.2.7.Final', 'io.netty:netty-handler:4.2.7.Final'),
  variants: {
    region: { settings: 'region', shows: 'reference', configuration: '`DefaultFileRegion`, NIO', claim },
    chunked: {
      settings: 'chunked',
      shows: 'copy',
      configuration: '`ChunkedFile`, NIO',
      change: '`DefaultFileRegion`',
    },
  },
  start: ({ program, folder, served, port, variant }) => ({
    command: [
      ...[program, '-cp', `${folder}/lib/*`, `${folder}/NettyServer.java`],
      ...[served, `${port}`, variant.settings],
    ],
    files: { 'NettyServer.java': readFileSync(new URL('java/NettyServer.java', import.meta.url)) },
  }),
};

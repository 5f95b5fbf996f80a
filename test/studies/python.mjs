import { program } from './lib/programs.mjs';

const sendfileServer = `import http.server, os, sys
class Handler(http.server.SimpleHTTPRequestHandler):
    def copyfile(self, source, outputfile):
        outputfile.flush()
        self.connection.sendfile(source)
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
`;

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Python',
  find: () => program('python3', { try: ['--version'], debian: 'python3' }),
  variants: {
    'http.server': {
      settings: '',
      shows: 'copy',
      configuration: '`python3 -m http.server`',
      change: '`connection.sendfile(source)` in `copyfile`',
    },
    'socket.sendfile': {
      settings: sendfileServer,
      shows: 'reference',
      configuration: '`http.server` with `connection.sendfile` in `copyfile`',
    },
  },
  start: ({ program, folder, served, port, variant }) =>
    variant.settings
      ? {
          command: [
            'sh',
            '-c',
            'cd "$1" && exec "$2" "$3" "$4"',
            'sh',
            served,
            program,
            `${folder}/server.py`,
            `${port}`,
          ],
          files: { 'server.py': variant.settings },
        }
      : { command: [program, '-m', 'http.server', '--bind', '127.0.0.1', '-d', served, `${port}`] },
};

import { program } from './lib/programs.mjs';

const application = `import os
folder = os.environ["SERVED"]
def application(environ, start_response):
    path = os.path.join(folder, os.path.basename(environ["PATH_INFO"]))
    start_response("200 OK", [("Content-Length", str(os.path.getsize(path)))])
    return environ["wsgi.file_wrapper"](open(path, "rb"))
`;

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Gunicorn',
  find: () => program('gunicorn', { try: ['--version'], debian: 'gunicorn' }),
  variants: { wrapper: { shows: 'reference', configuration: '`wsgi.file_wrapper`, `Content-Length` set' } },
  start: ({ program, folder, served, port }) => ({
    command: [
      ...[program, '-b', `127.0.0.1:${port}`, '--chdir', folder, '-e', `SERVED=${served}`],
      'application:application',
    ],
    files: { 'application.py': application },
  }),
};

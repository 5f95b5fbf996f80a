const server = `const [, , folder, port, how] = process.argv;
const { createReadStream, readFileSync, statSync } = require('node:fs');
const { basename, join } = require('node:path');
require('node:http').createServer((request, response) => {
  const file = join(folder, basename(request.url));
  try {
    response.setHeader('Content-Length', statSync(file).size);
  } catch {
    response.statusCode = 404;
    return response.end();
  }
  if (how === 'whole') response.end(readFileSync(file));
  else createReadStream(file).pipe(response);
}).listen(Number(port), '127.0.0.1');
`;

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Node.js',
  find: () => ({ path: process.execPath }),
  variants: {
    pipe: { settings: 'pipe', shows: 'copy', configuration: '`createReadStream(file).pipe(response)`' },
    whole: { settings: 'whole', shows: 'copy', configuration: '`response.end(readFileSync(file))`' },
  },
  start: ({ program, folder, served, port, variant }) => ({
    command: [program, `${folder}/server.cjs`, served, `${port}`, variant.settings],
    files: { 'server.cjs': server },
  }),
};

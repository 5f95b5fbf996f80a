// `node recordProtocol.mjs lines|headers FILE COMMAND…`: stands between a client and its server on stdin and stdout, changes
// nothing, and writes each message of either side to FILE as a line of JSON. MCP ends a message with a line feed, LSP puts
// headers before it.
import { spawn } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { StreamMessageReader } from 'vscode-languageserver/node';

const [framing, file, program, ...args] = process.argv.slice(2);
writeFileSync(file, '');

function record(from, stream) {
  const write = message => appendFileSync(file, `${JSON.stringify({ from, message })}\n`);
  const copy = stream.pipe(new PassThrough());
  if (framing === 'headers') new StreamMessageReader(copy).listen(write);
  else createInterface({ input: copy }).on('line', line => write(JSON.parse(line)));
}

const server = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
record('client', process.stdin);
record('server', server.stdout);
process.stdin.pipe(server.stdin);
server.stdout.pipe(process.stdout);
server.on('exit', code => {
  process.exitCode = code ?? 1;
  process.stdin.destroy();
});

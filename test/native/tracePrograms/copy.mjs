// copy SOURCE SINK VARIANT [TIMES]: readSync and writeSync, a pipe to a file, a pipe to a socket, a proxy between sockets.
import { closeSync, createReadStream, createWriteStream, openSync, readSync, writeSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { pipeline } from 'node:stream/promises';

const [source, sink, variant, times = 1] = process.argv.slice(2);

function sync() {
  const input = openSync(source, 'r');
  const output = openSync(sink, 'w');
  const buffer = Buffer.alloc(65536);
  for (let n = readSync(input, buffer); n > 0; n = readSync(input, buffer)) writeSync(output, buffer, 0, n);
  closeSync(output);
}

const listening = server =>
  new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));

/** The receiver is no part of the relay: it drops what comes. */
const receiver = () => createServer(socket => socket.resume().on('end', () => socket.end()));

const variants = {
  sync,
  file: () => pipeline(createReadStream(source), createWriteStream(sink)),
  async socket() {
    const server = receiver();
    await pipeline(createReadStream(source), connect(await listening(server), '127.0.0.1'));
    server.close();
  },
  async proxy() {
    const last = receiver();
    const port = await listening(last);
    const proxy = createServer(client => client.pipe(connect(port, '127.0.0.1')));
    await pipeline(createReadStream(source), connect(await listening(proxy), '127.0.0.1'));
    proxy.close();
    last.close();
  },
};
for (let left = Number(times); left > 0; --left) await variants[variant]();

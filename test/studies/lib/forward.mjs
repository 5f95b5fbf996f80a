// Stands where the relay will be while a study fills or measures its server: the port that clients are told.
import { connect, createServer } from 'node:net';

/** Passes connections to the relay's port on to the server. `answered` tells the bytes that the server sent. */
export async function forward({ behindRelay: { host, port }, relay }) {
  const sockets = new Set();
  let bytes = 0;
  const server = createServer(client => {
    const upstream = connect(port, host);
    upstream.on('data', piece => {
      bytes += piece.length;
    });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ]) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => sockets.delete(from));
      from.pipe(to);
    }
  });
  await new Promise(done => server.listen(relay, '127.0.0.1', done));
  return {
    answered: () => bytes,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

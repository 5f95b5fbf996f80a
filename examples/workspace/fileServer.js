// Sends one file to everyone who connects: node fileServer.js data/sample.bin 9006
const fs = require('node:fs');
const net = require('node:net');

const [file, port] = process.argv.slice(2);

/** Waits where the socket is full; stream.pipeline would do so too, and with one line. */
async function send(client) {
  for await (const chunk of fs.createReadStream(file, { highWaterMark: 64 * 1024 })) {
    if (!client.write(chunk)) await new Promise(resume => client.once('drain', resume));
  }
  client.end();
}

net
  .createServer(client => {
    client.on('error', error => console.error(error.message));
    send(client).catch(error => client.destroy(error));
  })
  .listen(Number(port), '127.0.0.1');

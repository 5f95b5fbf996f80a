// ends: stream-socket
const fs = require('node:fs');

/** @param {import('node:net').Socket} socket */
async function sendStream(source, socket) {
  for await (const part of fs.createReadStream(source)) {
    socket.write(part);
  }
}

module.exports = { sendStream };

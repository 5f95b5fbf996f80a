// ends: sync-paths
const fs = require('node:fs');

async function copySync(source, sink) {
  const from = fs.openSync(source, 'r');
  const to = fs.openSync(sink, 'w');
  const buffer = Buffer.alloc(64 * 1024);
  let bytesRead;
  while ((bytesRead = fs.readSync(from, buffer, 0, buffer.length, null)) > 0) {
    fs.writeSync(to, buffer, 0, bytesRead);
  }
  fs.closeSync(from);
  fs.closeSync(to);
}

module.exports = { copySync };

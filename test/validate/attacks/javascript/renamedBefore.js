// The path names another file by the time of the copy.
const fs = require('node:fs');

function rotate(log, old, copy) {
  const from = fs.openSync(log, 'r');
  const to = fs.openSync(copy, 'w');
  fs.renameSync(log, old);
  const buffer = Buffer.alloc(4096);
  let n = 0;
  while ((n = fs.readSync(from, buffer, 0, buffer.length, null)) > 0) fs.writeSync(to, buffer, 0, n);
  fs.closeSync(from);
  fs.closeSync(to);
}

module.exports = { rotate };

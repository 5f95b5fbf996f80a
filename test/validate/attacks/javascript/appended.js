// The target keeps what it holds.
const fs = require('node:fs');

function copy(a, b) {
  const from = fs.openSync(a, 'r');
  const to = fs.openSync(b, 'a');
  const buffer = Buffer.alloc(4096);
  let n = 0;
  while ((n = fs.readSync(from, buffer, 0, buffer.length, null)) > 0) fs.writeSync(to, buffer, 0, n);
  fs.closeSync(from);
  fs.closeSync(to);
}

module.exports = { copy };

// What stands before the offset is left out.
const fs = require('node:fs');

function copy(a, b) {
  const from = fs.openSync(a, 'r');
  const to = fs.openSync(b, 'w');
  const buffer = Buffer.alloc(4096);
  let at = 100;
  let n = 0;
  while ((n = fs.readSync(from, buffer, 0, buffer.length, at)) > 0) {
    fs.writeSync(to, buffer, 0, n);
    at += n;
  }
  fs.closeSync(from);
  fs.closeSync(to);
}

module.exports = { copy };

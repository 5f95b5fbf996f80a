const fs = require('node:fs');

function store(a, b) {
  const from = fs.openSync(a, 'r');
  const to = fs.openSync(b, 'w');
  const block = Buffer.alloc(65536);
  let n;
  while ((n = fs.readSync(from, block, 0, block.length, null)) > 0) fs.writeSync(to, block, 0, n);
  fs.closeSync(from);
  fs.closeSync(to);
}
module.exports = store;

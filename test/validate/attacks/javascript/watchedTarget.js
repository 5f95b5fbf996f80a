// A watcher of the target is told of each change.
const fs = require('node:fs');

function copy(a, b) {
  const input = fs.openSync(a, 'r');
  const output = fs.openSync(b, 'w', 0o600);
  const buf = Buffer.alloc(65536);
  let n;
  while ((n = fs.readSync(input, buf)) > 0) fs.writeSync(output, buf, 0, n);
  fs.closeSync(input);
  fs.closeSync(output);
}
module.exports = copy;

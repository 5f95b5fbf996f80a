const fs = require('node:fs');

function copy(from, to, warn) {
  const input = fs.openSync(from, 'r');
  const output = fs.openSync(to, 'w');
  const buffer = Buffer.alloc(4096);
  let n;
  try {
    while ((n = fs.readSync(input, buffer, 0, buffer.length, null)) > 0) fs.writeSync(output, buffer, 0, n);
  } catch (error) {
    warn(error.code);
  }
}

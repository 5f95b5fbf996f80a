// The copy is called off between two chunks.
const fs = require('node:fs');

async function copy(a, b, signal) {
  const input = await fs.promises.open(a, 'r');
  const output = await fs.promises.open(b, 'w');
  const buf = Buffer.alloc(65536);
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead } = await input.read(buf, 0, buf.length);
    if (bytesRead === 0) break;
    await output.write(buf, 0, bytesRead);
  }
  await input.close();
  await output.close();
}
module.exports = copy;

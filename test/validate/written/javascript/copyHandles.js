// ends: handle-paths
const { open } = require('node:fs/promises');

async function copyHandles(source, sink) {
  const input = await open(source, 'r');
  const output = await open(sink, 'w');
  const chunk = Buffer.allocUnsafe(16384);
  while (true) {
    const { bytesRead } = await input.read(chunk, 0, chunk.length, null);
    if (bytesRead === 0) break;
    await output.write(chunk, 0, bytesRead);
  }
  await input.close();
  await output.close();
}

module.exports = { copyHandles };

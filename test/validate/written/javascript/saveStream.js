// ends: stream-paths
const fs = require('node:fs');
const { once } = require('node:events');

async function saveStream(source, sink) {
  const input = fs.createReadStream(source);
  const output = fs.createWriteStream(sink);
  for await (const chunk of input) {
    if (!output.write(chunk)) await once(output, 'drain');
  }
  output.end();
  await once(output, 'finish');
}

module.exports = { saveStream };

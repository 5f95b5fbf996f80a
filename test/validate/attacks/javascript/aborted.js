const fs = require('node:fs');

async function copy(from, to, signal) {
  const output = fs.createWriteStream(to);
  for await (const chunk of fs.createReadStream(from)) {
    if (signal.aborted) break;
    output.write(chunk);
  }
  output.end();
}

// The write of one stream is replaced before the copy.
const fs = require('node:fs');

async function copy(a, b) {
  const input = fs.createReadStream(a);
  const output = fs.createWriteStream(b);
  const write = output.write;
  output.write = chunk => write.call(output, chunk.map(one => one ^ 0x55));
  for await (const chunk of input) output.write(chunk);
  output.end();
}
module.exports = copy;

const fs = require('node:fs');

async function* some(input) {
  for await (const chunk of input) if (chunk[0] !== 0) yield chunk;
}

async function* all(input) {
  for await (const chunk of input) if (chunk.length > 0) yield chunk;
}

async function filtered(a, b) {
  const output = fs.createWriteStream(b);
  for await (const chunk of some(fs.createReadStream(a))) output.write(chunk);
  output.end();
}

async function passed(a, b) {
  const output = fs.createWriteStream(b);
  for await (const chunk of all(fs.createReadStream(a))) output.write(chunk); // expect: copy-loop replaceable
  output.end();
}

async function masked(a, b) {
  const output = fs.createWriteStream(b);
  const write = output.write;
  output.write = chunk => write.call(output, chunk.map(one => one ^ 0x55));
  for await (const chunk of fs.createReadStream(a)) output.write(chunk); // expect: copy-loop inspected
  output.end();
}
module.exports = { filtered, passed, masked };

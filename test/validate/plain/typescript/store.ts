import * as fs from 'node:fs';

export async function store(a: string, b: string): Promise<void> {
  const output = fs.createWriteStream(b);
  for await (const chunk of fs.createReadStream(a)) output.write(chunk);
  output.end();
}

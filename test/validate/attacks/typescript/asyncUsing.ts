// The handles are closed by the block, the target before the source.
import { open } from 'node:fs/promises';

export async function copy(a: string, b: string): Promise<number> {
  await using input = await open(a, 'r');
  await using output = await open(b, 'r+');
  const buf = Buffer.alloc(65536);
  for (;;) {
    const { bytesRead } = await input.read(buf, 0, buf.length);
    if (bytesRead === 0) return (await output.stat()).size;
    await output.write(buf, 0, bytesRead);
  }
}

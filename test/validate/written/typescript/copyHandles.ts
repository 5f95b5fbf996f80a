// ends: handle-paths
import * as fs from 'node:fs';

export async function copyHandles(source: string, sink: string): Promise<void> {
  const from = await fs.promises.open(source, 'r');
  const to = await fs.promises.open(sink, 'w');
  const buffer = Buffer.alloc(65536);
  let bytesRead = 0;
  do {
    ({ bytesRead } = await from.read(buffer, 0, buffer.length, null));
    await to.write(buffer, 0, bytesRead);
  } while (bytesRead > 0);
  await from.close();
  await to.close();
}

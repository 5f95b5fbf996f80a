// ends: stream-paths
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';

export async function saveStream(source: string, sink: string): Promise<void> {
  const reader = createReadStream(source);
  const writer = createWriteStream(sink);
  for await (const chunk of reader) {
    if (!writer.write(chunk)) {
      await once(writer, 'drain');
    }
  }
  writer.end();
  await once(writer, 'finish');
}

import { readFileSync } from 'node:fs';

/** Unix modes of a zip's files by name, from its central directory (PKWARE APPNOTE 4.3.12): no program is needed. */
export function modesIn(zip: string): Map<string, number> {
  const data = readFileSync(zip);
  const end = data.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const modes = new Map<string, number>();
  for (let at = data.readUInt32LE(end + 16), left = data.readUInt16LE(end + 10); left > 0; left -= 1) {
    const length = data.readUInt16LE(at + 28);
    modes.set(data.toString('utf8', at + 46, at + 46 + length), data.readUInt16LE(at + 40));
    at += 46 + length + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return modes;
}

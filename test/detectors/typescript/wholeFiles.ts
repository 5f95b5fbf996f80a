import { readFile, writeFile } from 'node:fs/promises';

export async function install(from: string, to: string): Promise<void> {
  const data = await readFile(from); // expect: whole-file-copy replaceable file-to-file - kernel no-fix
  await writeFile(to, data);
}

export async function parsed(from: string, to: string): Promise<unknown> {
  const data = await readFile(from);
  await writeFile(to, data);
  return JSON.parse(data.toString());
}

// Backs up a folder: hashes, a manifest, packed copies. One loop moves bytes it never looks at.
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

const CHUNK = 256 * 1024;

async function* filesBelow(folder, ignored) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (ignored.some((pattern) => pattern.test(path))) continue;
    if (entry.isDirectory()) yield* filesBelow(path, ignored);
    else if (entry.isFile()) yield path;
  }
}

async function readIgnores(file) {
  const patterns = [];
  try {
    for await (const line of createInterface({ input: createReadStream(file) })) {
      const text = line.trim();
      if (text && !text.startsWith('#')) patterns.push(new RegExp(text));
    }
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  return patterns;
}

async function digest(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk);
  }
  return hash.digest('hex');
}

function moveBytes(source, target, progress) {
  const src = openSync(source, 'r');
  const dst = openSync(target, 'wx');
  try {
    const { size } = fstatSync(src);
    const buffer = Buffer.allocUnsafe(CHUNK);
    let moved = 0;
    while (moved < size) { // expect: copy-loop replaceable file-to-file 262144 kernel
      const n = readSync(src, buffer, 0, CHUNK, moved);
      if (n === 0) break;
      writeSync(dst, buffer, 0, n);
      moved += n;
      progress(moved, size);
    }
    return moved;
  } finally {
    closeSync(src);
    closeSync(dst);
  }
}

function hasText(file) {
  const fd = openSync(file, 'r');
  const head = Buffer.alloc(512);
  let at = 0;
  while (at < head.length) {
    const n = readSync(fd, head, at, head.length - at, at);
    if (n === 0) break;
    at += n;
  }
  closeSync(fd);
  return !head.subarray(0, at).includes(0);
}

async function pack(source, target) {
  await pipeline(createReadStream(source), createGzip({ level: 6 }), createWriteStream(target));
}

function showProgress(file) {
  let last = -1;
  return (moved, size) => {
    const percent = Math.floor((moved * 100) / size);
    if (percent === last) return;
    last = percent;
    process.stderr.write(`\r${file} ${percent} %`);
  };
}

async function loadManifest(file) {
  try {
    return new Map(Object.entries(JSON.parse(await readFile(file, 'utf8'))));
  } catch {
    return new Map();
  }
}

async function saveManifest(file, manifest) {
  const text = JSON.stringify(Object.fromEntries(manifest), null, 1);
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

async function backUp(folder, target) {
  await mkdir(target, { recursive: true });
  const manifestFile = join(target, 'manifest.json');
  const manifest = await loadManifest(manifestFile);
  const ignored = await readIgnores(join(folder, '.backupignore'));
  for await (const file of filesBelow(folder, ignored)) {
    const name = relative(folder, file);
    const { mtimeMs, size } = await stat(file);
    const known = manifest.get(name);
    if (known && known.mtimeMs === mtimeMs && known.size === size) continue;
    const sum = await digest(file);
    if (known?.sum !== sum) {
      if (hasText(file)) await pack(file, join(target, `${sum}.gz`));
      else moveBytes(file, join(target, sum), showProgress(name));
    }
    manifest.set(name, { mtimeMs, size, sum });
  }
  await saveManifest(manifestFile, manifest);
}

const [folder = '.', target = '/var/backups/home'] = process.argv.slice(2);
await backUp(folder, target);

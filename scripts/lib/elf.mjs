// What a Linux binary needs of the machine it is loaded on, read from the file itself (System V gABI, chapters 4 and 5;
// .gnu.version_r: Linux Standard Base Core, "Symbol Versioning"). Little-endian, 64 bits: that is all we build.
import { readFileSync } from 'node:fs';

const machines = { 62: 'x64', 183: 'arm64' };
const sectionTypes = { dynamic: 6, versionNeeds: 0x6ffffffe };
const dynamicTags = { needed: 1, flags: 30 };
/** DF_STATIC_TLS: thread-local variables need space that is reserved when the program starts. */
const staticTls = 0x10;

/**
 * @param {string} path of an ELF file
 * @returns {{machine: string, needed: string[], versions: string[], staticTls: boolean}} its processor, the libraries it is
 *   linked to, the symbol versions that it asks of them, such as GLIBC_2.17, and whether its thread-local variables need
 *   a place from the program's start
 */
export function elfNeeds(path) {
  const data = readFileSync(path);
  if (data.readUInt32BE(0) !== 0x7f454c46 || data[4] !== 2 || data[5] !== 1)
    throw new Error(`${path} is no little-endian 64-bit ELF file`);
  const sections = sectionsOf(data);
  const of = type => sections.filter(section => section.type === type);
  const dynamic = of(sectionTypes.dynamic);
  return {
    machine: machines[data.readUInt16LE(18)] ?? `machine ${data.readUInt16LE(18)}`,
    needed: dynamic.flatMap(section => neededIn(data, section, sections[section.link])),
    staticTls: dynamic.some(section =>
      valuesIn(data, section, dynamicTags.flags).some(flags => flags & staticTls),
    ),
    versions: of(sectionTypes.versionNeeds).flatMap(section =>
      versionsIn(data, section, sections[section.link]),
    ),
  };
}

function sectionsOf(data) {
  const [start, size, count] = [
    Number(data.readBigUInt64LE(40)),
    data.readUInt16LE(58),
    data.readUInt16LE(60),
  ];
  return Array.from({ length: count }, (_, at) => {
    const header = data.subarray(start + at * size);
    return {
      type: header.readUInt32LE(4),
      offset: Number(header.readBigUInt64LE(24)),
      bytes: Number(header.readBigUInt64LE(32)),
      link: header.readUInt32LE(40),
    };
  });
}

function text(data, strings, at) {
  const from = strings.offset + at;
  return data.toString('latin1', from, data.indexOf(0, from));
}

/** The values of all entries with one tag in a dynamic section. */
function valuesIn(data, { offset, bytes }, tag) {
  const values = [];
  for (let at = offset; at < offset + bytes; at += 16)
    if (Number(data.readBigInt64LE(at)) === tag) values.push(Number(data.readBigUInt64LE(at + 8)));
  return values;
}

const neededIn = (data, section, strings) =>
  valuesIn(data, section, dynamicTags.needed).map(at => text(data, strings, at));

/** A chain of libraries, each with a chain of the versions asked of it; a step of 0 ends a chain. */
function versionsIn(data, { offset }, strings) {
  const versions = [];
  for (let library = offset, step = -1; step !== 0; library += step) {
    step = data.readUInt32LE(library + 12);
    let at = library + data.readUInt32LE(library + 8);
    for (let next = -1; next !== 0; at += next) {
      versions.push(text(data, strings, data.readUInt32LE(at + 8)));
      next = data.readUInt32LE(at + 12);
    }
  }
  return versions;
}

/** The newest glibc version that a file requires, such as `2.17`; null where it requires none. */
export function newestGlibc({ versions }) {
  const found = versions.map(name => /^GLIBC_(\d+)\.(\d+)/.exec(name)).filter(match => match !== null);
  const pairs = found.map(([, major, minor]) => [Number(major), Number(minor)]);
  const newest = pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]).at(-1);
  return newest ? newest.join('.') : null;
}

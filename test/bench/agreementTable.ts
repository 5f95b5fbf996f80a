// The aliasing experiment beside the rules, on several filesystems and by two users: the rows of `npm run bench -- copies`.
// Run as a program, it prints one folder's rows as JSON: another user runs it so.
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Hop } from '../../src/model/report';
import type { MoverEvidence } from '../../src/model/route';
import { type Agreement, agreementOn, pathsOf } from '../native/agreement';
import { loadAddon, writeNoise } from '../native/engine';
import { onFilesystem, recipes } from '../native/mounted';

/** One path on one filesystem, in words. */
export interface Row {
  path: string;
  observed: string;
  rule: string;
  agreement: string;
}

const moverWords = { cpu: 'copy', dma: 'device', reference: 'ref', discarded: 'dropped' };
const evidenceLetters: Record<MoverEvidence, string> = {
  observed: 'o',
  kernel: 'k',
  sampled: 's',
  model: 'm',
};

/** `page-cache copy(o) user-buffer copy(o) socket-buffer`: parallel hops stand one after the other. */
function chain(hops: Hop[], word: (hop: Hop) => string): string {
  const parts = hops.map((hop, place) => {
    const goesOn = hops[place - 1]?.to === hop.from;
    return `${goesOn ? '' : `${place > 0 ? '; ' : ''}${hop.from}`} ${word(hop)} ${hop.to}`;
  });
  return parts.join('');
}

function rowOf({ strategy, route, socket, hops, observed, against, open }: Agreement): Row {
  const end = route.includes('socket') ? socket : route.endsWith('pipe') ? 'pipe' : 'file';
  const shown = hops.filter(({ from, to }) => !(from === 'disk' && to === 'page-cache'));
  const failure = observed.failure ? `${observed.failure.syscall}: ${observed.failure.code}` : null;
  return {
    path: `${route.padEnd(14)} ${end.padEnd(4)} ${strategy.padEnd(15)}`,
    observed: failure ?? chain(shown, hop => `${moverWords[hop.by]}(${evidenceLetters[hop.moverEvidence]})`),
    rule: chain(shown, hop => moverWords[hop.ruleBy ?? hop.by]),
    agreement:
      against.length > 0
        ? 'DIFFERS'
        : open.length > 0
          ? `agrees, ${open.length} hop by rule alone`
          : 'agrees',
  };
}

async function rowsIn(folder: string): Promise<Row[]> {
  const addon = loadAddon();
  const probe = addon.probe(folder);
  const input = writeNoise(folder, 'input', 1 << 20);
  const rows: Row[] = [];
  for (const path of pathsOf(probe))
    rows.push(rowOf(await agreementOn(addon, probe, { input, folder }, path)));
  rmSync(input);
  return rows;
}

/** A user without privileges, on any Linux. */
const nobody = 65534;

function rowsOfUser(folder: string, uid: number): Row[] {
  const own = mkdtempSync(join(folder, 'of-user-'));
  chownSync(own, uid, uid);
  const { stdout, stderr, status } = spawnSync(process.execPath, [__filename, own], {
    encoding: 'utf8',
    ...(uid === process.getuid?.() ? {} : { uid, gid: uid }),
  });
  rmSync(own, { recursive: true });
  if (status !== 0) throw new Error(`user ${uid} has no rows: ${stderr}`);
  return JSON.parse(stdout);
}

/** Rows by user and filesystem; a filesystem that cannot be mounted here has a reason instead. */
export async function agreementTable(say: (line: string) => void): Promise<Map<string, Map<string, Row[]>>> {
  const users = process.getuid?.() === 0 ? { root: 0, nobody } : { 'this user': process.getuid?.() ?? 0 };
  const found = new Map<string, Map<string, Row[]>>();
  const gather = async (name: string, folder: string) => {
    for (const one of [dirname(folder), folder]) chmodSync(one, 0o755);
    for (const [user, uid] of Object.entries(users)) {
      const rows = found.get(user) ?? new Map<string, Row[]>();
      found.set(user, rows.set(name, rowsOfUser(folder, uid)));
    }
  };
  for (const name of Object.keys(recipes))
    await onFilesystem(name, { skip: why => say(`${name}: ${why}`) }, folder => gather(name, folder));
  if (found.size > 0) return found;
  const base = mkdtempSync(join(tmpdir(), 'iopath-agreement-'));
  const here = join(base, 'temporary');
  mkdirSync(here);
  await gather('temporary folder', here);
  rmSync(base, { recursive: true });
  return found;
}

const [, main, folder] = process.argv;
if (main === __filename && folder)
  rowsIn(folder).then(
    rows => process.stdout.write(JSON.stringify(rows)),
    error => {
      process.stderr.write(`${error}\n`);
      process.exitCode = 1;
    },
  );

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTool, tools } from '../../scripts/lib/toolchains.mjs';
import type { Analyzer } from '../../src/analysis/analyzer';
import { applyEdits } from '../../src/analysis/fixes/edits';
import { said } from '../english';
import { quickJvm } from '../jvm';

/** What compiling, running and tracing a fixed program needs; shared by the tests of each language. */

/** Why a test that needs these programs can not run here; false where they are all there: made for `skip`. */
export function lacks(...programs: string[]): string | false {
  const found = programs.map(findTool).find(tool => 'why' in tool);
  return found && 'why' in found ? found.why : false;
}

/** A tool's own path, as it was found: PATH may hold an older one, or none. Other programs are taken as they are named. */
function programOf(name: string): string {
  const tool = name in tools ? findTool(name) : null;
  return tool && 'path' in tool ? tool.path : name;
}

/** Go wants a place for what it compiled, and has none without a home. */
const goCache = join(tmpdir(), `iopath-go-${process.getuid?.()}`);
const environment = {
  ...process.env,
  ...(process.env.HOME || process.env.GOCACHE ? {} : { GOCACHE: goCache }),
  // Java names it on stderr.
  JAVA_TOOL_OPTIONS: quickJvm.join(' '),
};

export interface Folder {
  path: string;
  write(name: string, content: string | Buffer): string;
  digest(name: string): string;
  remove(): void;
}

/** A new folder below the system's folder for temporary files. */
export function folder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'iopath-fix-'));
  return {
    path,
    write(name, content) {
      writeFileSync(join(path, name), content);
      return join(path, name);
    },
    digest: name =>
      createHash('sha256')
        .update(readFileSync(join(path, name)))
        .digest('hex'),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Slightly more than 3 MiB, with no two equal blocks. */
export function sample(): Buffer {
  const blocks = Array.from({ length: 98_309 }, (_, at) => createHash('sha256').update(String(at)).digest());
  return Buffer.concat(blocks);
}

export interface Applied {
  text: string;
  titles: string[];
}

/** Applies every fix of a text, the last one first, so that each is made for the text it is put into. */
export async function applyAll(analyzer: Analyzer, path: string, text: string): Promise<Applied> {
  const titles: string[] = [];
  let now = text;
  for (let round = 0; round < 50; round += 1) {
    const findings = await analyzer.analyze(path, now, analyzer.languageOf(path)!);
    const fix = findings.findLast(finding => finding.fix)?.fix;
    if (!fix) break;
    now = applyEdits(now, fix.edits);
    titles.push(said(fix.title));
  }
  return { text: now, titles };
}

export interface Run {
  status: number | null;
  output: string;
  /** Lines of the system calls asked for; null without strace. */
  calls: string[] | null;
}

/** Runs a command in a folder, under strace where there is one, and keeps the calls by these names. */
export function run(command: string[], where: Folder, calls: string[] = []): Run {
  const traced = calls.length > 0 && !lacks('strace');
  const log = join(where.path, 'strace.log');
  const filter = ['-f', '-qq', '-o', log, '-e', `trace=${calls.join(',')}`];
  const named = [programOf(command[0]!), ...command.slice(1)];
  const [program, ...args] = traced ? [programOf('strace'), ...filter, ...named] : named;
  const options = { cwd: where.path, env: environment, encoding: 'utf8', timeout: 900_000 } as const;
  const done = spawnSync(program!, args, options);
  return {
    status: done.status,
    output: `${done.stdout}${done.stderr}`,
    calls: traced && existsSync(log) ? readFileSync(log, 'utf8').split('\n') : null,
  };
}

/** The sum of the bytes that calls of one name returned. */
export function movedBy(lines: string[], name: string): number {
  return lines
    .filter(line => line.includes(`${name}(`) || line.includes(`${name} resumed`))
    .map(line => Number(/= (\d+)$/.exec(line.trim())?.[1] ?? 0))
    .reduce((sum, bytes) => sum + bytes, 0);
}

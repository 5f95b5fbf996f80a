import { spawn, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** How a command ended, and all it printed. */
export interface Ended {
  status: number | null;
  output: string;
}

export function runCommand(
  command: string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Ended> {
  const [program, ...args] = command;
  return new Promise(resolve => {
    const child = spawn(program!, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const pieces: Buffer[] = [];
    child.stdout.on('data', piece => pieces.push(piece));
    child.stderr.on('data', piece => pieces.push(piece));
    child.on('error', error => resolve({ status: null, output: error.message }));
    child.on('close', status => resolve({ status, output: Buffer.concat(pieces).toString() }));
  });
}

/** Calls `work` for each item, on as many at once as there are cores. */
export async function onAllCores<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const lane = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
}

/** Why none of these programs can be run; null where all can. */
export function lackingPrograms(programs: Record<string, string>): string | null {
  const missing = Object.entries(programs).filter(
    ([program]) =>
      ![['--version'], ['version'], ['-version']].some(args => spawnSync(program, args).status === 0),
  );
  return missing.length === 0
    ? null
    : missing.map(([program, remedy]) => `${program} can not be run; ${remedy}`).join('; ');
}

// The command line: arguments in, report out. stdout carries only the result.
import { version } from '../../package.json';
import { Problem, type ProblemText } from '../model/problem';
import type { Command, ExitCode, Surroundings } from './command';
import { commands } from './commands';

function overview(): string {
  const wide = Math.max(...commands.map(({ name }) => name.length));
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(wide + 2)}${summary}`);
  return `Usage: iopath COMMAND [options]

What moving bytes really costs: copies, mode switches, context switches, CPU time.

${list.join('\n')}

  iopath COMMAND --help   what a command takes
  iopath --version
`;
}

function surroundings(signal: AbortSignal): Surroundings {
  return {
    out: text => process.stdout.write(text),
    err: text => process.stderr.write(text),
    errIsTerminal: process.stderr.isTTY === true,
    outIsTerminal: process.stdout.isTTY === true && !process.env.NO_COLOR,
    width: Math.max(60, process.stdout.columns ?? 100),
    signal,
  };
}

function commandOf(name: string): Command {
  const found = commands.find(command => command.name === name);
  if (found) return found;
  throw new Problem('input', {
    what: `There is no command '${name}'.`,
    why: `The commands are: ${commands.map(command => command.name).join(', ')}.`,
    remedy: 'See `iopath --help`.',
  });
}

async function run(args: string[], around: Surroundings): Promise<ExitCode> {
  const [first, ...rest] = args;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    around.out(overview());
    return first === undefined ? 2 : 0;
  }
  if (first === '--version' || first === '-V') {
    around.out(`iopath ${version}\n`);
    return 0;
  }
  const command = commandOf(first);
  const own = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (own.includes('--help') || own.includes('-h')) {
    around.out(command.help);
    return 0;
  }
  return command.run(rest, around);
}

/** Any thrown thing as a person reads it. What is no Problem is a defect of ours, and says so. */
function textOf(error: unknown): ProblemText {
  if (error instanceof Problem) return error;
  return {
    what: `iopath broke: ${error instanceof Error ? error.message : String(error)}.`,
    why: 'That is a defect of iopath, not of your input.',
    remedy: 'Run again with --verbose and report what it prints.',
  };
}

function tell(error: unknown, verbose: boolean): ExitCode {
  const { what, why, remedy } = textOf(error);
  process.stderr.write(`iopath: ${what}\n  why: ${why}\n  do:  ${remedy}\n`);
  if (verbose && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return error instanceof Problem && error.kind === 'input' ? 2 : 3;
}

async function main(): Promise<void> {
  const cancel = new AbortController();
  let asked = 0;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      asked += 1;
      // Once lets the report of what was measured come out; twice means now.
      if (asked > 1) process.exit(3);
      cancel.abort();
    });
  // A reader that has seen enough (head, less) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode ?? 0);
  });
  const all = process.argv.slice(2);
  const verbose = all.includes('--verbose');
  try {
    process.exitCode = await run(
      all.filter(word => word !== '--verbose'),
      surroundings(cancel.signal),
    );
  } catch (error) {
    if (cancel.signal.aborted) {
      process.stderr.write('iopath: cancelled before anything was measured.\n');
      process.exitCode = 3;
    } else process.exitCode = tell(error, verbose);
  }
}

void main();

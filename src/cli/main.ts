// The command line: arguments in, report out. stdout carries only the result.
import { version } from '../../package.json';
import { message } from '../messages/message';
import { type Texts, textsIn } from '../messages/texts';
import { Problem, type ProblemText } from '../model/problem';
import { columnsOf, padEnd } from '../report/columns';
import { visible, visibleLines } from '../report/visible';
import { type Command, type ExitCode, type Surroundings, takeLanguage, textLanguage } from './command';
import { commands } from './commands';
import { createStreams, type Streams } from './streams';

async function overview(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map(load => load()));
  const wide = Math.max(...all.map(({ name }) => name.length));
  const list = all.map(({ name, summary }) => `  ${name.padEnd(wide + 2)}${summary}`);
  return `Usage: iopath COMMAND [options]

What moving bytes really costs: copies, mode switches, context switches, CPU time.

${list.join('\n')}

  iopath COMMAND --help   what a command takes
  iopath --version

Every command takes --language en, zh-cn or ru for its results and problems; without it they are in the
locale's language (LANG). This help is in English.
`;
}

function surroundings({ out, err }: Streams, texts: Texts, signal: AbortSignal): Surroundings {
  // A dumb terminal has no escape codes (terminfo(5)).
  const clever = process.env.TERM !== 'dumb';
  return {
    out,
    err,
    errIsTerminal: process.stderr.isTTY === true && clever,
    outIsTerminal: process.stdout.isTTY === true && clever && !process.env.NO_COLOR,
    width: Math.max(60, process.stdout.columns ?? 100),
    texts,
    signal,
  };
}

async function commandOf(name: string): Promise<Command> {
  if (Object.hasOwn(commands, name)) return commands[name]!();
  throw new Problem('input', {
    what: message('cli.command', { name }),
    why: message('cli.command.why', { commands: Object.keys(commands) }),
    remedy: message('cli.command.remedy'),
  });
}

type OnCommand = (command: Command) => void;

async function run(args: string[], around: Surroundings, onCommand: OnCommand): Promise<ExitCode> {
  const [first, ...rest] = args;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    around.out(await overview());
    return first === undefined ? 2 : 0;
  }
  if (first === '--version' || first === '-V') {
    around.out(`iopath ${version}\n`);
    return 0;
  }
  const command = await commandOf(first);
  onCommand(command);
  const own = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (own.includes('--help') || own.includes('-h')) {
    around.out(command.help);
    return 0;
  }
  return command.run(rest, around);
}

/** A thrown value as text for a person. Anything but a Problem is reported as a defect of the product. */
function textOf(error: unknown): ProblemText {
  if (error instanceof Problem) return error;
  return {
    what: message('cli.broke', { error: error instanceof Error ? error.message : String(error) }),
    why: message('cli.broke.why'),
    remedy: message('cli.broke.remedy'),
  };
}

/** Makes each line safe for a terminal, because names may hold any character. */
function tell(error: unknown, { err }: Streams, { say }: Texts, verbose: boolean): ExitCode {
  const { what, why, remedy } = textOf(error);
  const labels = [message('cli.why'), message('cli.do')].map(label => `${say(label)}:`);
  const wide = Math.max(...labels.map(columnsOf));
  const [whyLabel, doLabel] = labels.map(label => padEnd(label, wide));
  err(
    `iopath: ${visible(say(what))}\n  ${whyLabel} ${visible(say(why))}\n  ${doLabel} ${visible(say(remedy))}\n`,
  );
  if (verbose && error instanceof Error) err(`${visibleLines(error.stack ?? '')}\n`);
  return error instanceof Problem && error.kind === 'input' ? 2 : 3;
}

/**
 * Aborts at the first signal, so that the report of the measurements so far is still written; the second one ends at
 * once, unless the command `outlasts` it.
 */
function onSignals(cancel: AbortController, outlasts: () => boolean): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (cancel.signal.aborted && !outlasts()) process.exit(3);
      cancel.abort();
    });
}

async function main(): Promise<void> {
  const cancel = new AbortController();
  const { args: all, requested } = takeLanguage(process.argv.slice(2));
  let outlasts = false;
  onSignals(cancel, () => outlasts);
  const onCommand = ({ outlastsSignals }: Command) => {
    outlasts = outlastsSignals ?? false;
  };
  const streams = createStreams();
  // The words after `--` belong to another program.
  const end = all.includes('--') ? all.indexOf('--') : all.length;
  const verbose = all.slice(0, end).includes('--verbose');
  const args = all.filter((word, place) => word !== '--verbose' || place >= end);
  let texts = textsIn('en');
  try {
    texts = textsIn(textLanguage(requested, process.env));
    const code = await run(args, surroundings(streams, texts, cancel.signal), onCommand);
    await streams.finish();
    process.exitCode = code;
  } catch (error) {
    if (cancel.signal.aborted && !(error instanceof Problem)) {
      streams.err(`iopath: ${texts.say(message('cli.cancelled'))}\n`);
      process.exitCode = 3;
    } else process.exitCode = tell(error, streams, texts, verbose);
  }
}

void main();

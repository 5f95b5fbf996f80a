import { type ParseArgsConfig, parseArgs } from 'node:util';
import { message } from '../messages/message';
import { type Language, languageOf, languages, type Texts } from '../messages/texts';
import { unknownWord } from '../messages/words';
import { verbatim } from '../model/message';
import { Problem } from '../model/problem';

/** A command's access to its environment. */
export interface Surroundings {
  /** Only the result is written there. */
  out(text: string): void;
  /** Progress, logs and problems. */
  err(text: string): void;
  /** Whether stderr, and stdout, are terminals. */
  errIsTerminal: boolean;
  outIsTerminal: boolean;
  /** Columns of the terminal, or 100. */
  width: number;
  /** Texts in the person's language. JSON never depends on it. */
  texts: Texts;
  /** Aborts on Ctrl-C. */
  signal: AbortSignal;
}

/** 0 done, 1 findings, 2 bad arguments or input, 3 the job failed. */
export type ExitCode = 0 | 1 | 2 | 3;

/** One command of the command line; a new one is a file here and a line in the index. */
export interface Command {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** Shown by --help: usage, options, examples. */
  help: string;
  /**
   * The command runs a program that also gets Ctrl-C and may continue: further signals leave iopath running until the
   * result is written. Without this flag the second signal ends iopath at once.
   */
  outlastsSignals?: true;
  run(args: string[], surroundings: Surroundings): Promise<ExitCode>;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Options and words of a command line; a Problem where they don't fit, with the option named. */
export function parse<O extends Options>(command: string, args: string[], options: O) {
  try {
    return parseArgs({ args: joined(args, options), options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Problem(
      'input',
      {
        // Node's own words: it names the option.
        what: verbatim(firstSentence((error as Error).message)),
        why: message('cli.cannot-tell', { command }),
        remedy: message('cli.see-help', { command }),
      },
      { cause: error },
    );
  }
}

/** `--chunk -1` as `--chunk=-1`: a negative number is a bad value to complain about, not an option. */
function joined(args: string[], options: Options): string[] {
  const found: string[] = [];
  for (let place = 0; place < args.length; place += 1) {
    const word = args[place]!;
    if (word === '--') return [...found, ...args.slice(place)];
    const next = args[place + 1];
    const takesValue = word.startsWith('--') && options[word.slice(2)]?.type === 'string';
    if (takesValue && next !== undefined && /^-\d/.test(next)) {
      found.push(`${word}=${next}`);
      place += 1;
    } else found.push(word);
  }
  return found;
}

const firstSentence = (text: string) => `${text.split(/\. |\n/)[0]?.replace(/\.$/, '')}.`;

/** A whole number an option was given, or a Problem that names it. */
export function countOption(option: string, text: string, least = 0): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new Problem('input', {
    what: message('cli.count', { option, text, least }),
    why: message('cli.count.why'),
    remedy: message('cli.count.remedy', { option, example: Math.max(least, 5) }),
  });
}

/** One of the words an option allows, or a Problem that lists them. */
export function choiceOption<T extends string>(option: string, text: string, choices: readonly T[]): T {
  const found = choices.find(choice => choice === text);
  if (found !== undefined) return found;
  throw unknownWord(`--${option}`, text, choices);
}

/** Throws a Problem if a command that takes only options was given a word. */
export function noWords(command: string, [word]: readonly string[]): void {
  if (word === undefined) return;
  throw new Problem('input', {
    what: message('cli.word', { word }),
    why: message('cli.word.why', { command }),
    remedy: message('cli.see-help', { command }),
  });
}

const powers = ['', 'k', 'm', 'g', 't'];

/**
 * Bytes of `512`, `4k`, `64KiB`, `1.5MiB`: k, M, G, T count in 1024 with or without `iB`; kB, MB, GB, TB in 1000.
 * Null of anything else, and where it is no whole number of bytes.
 */
export function sizeOf(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])(ib|b)?|b)?$/i.exec(text.trim());
  if (!match) return null;
  const [, figure = '', prefix = '', suffix = ''] = match;
  const base = suffix.toLowerCase() === 'b' ? 1000 : 1024;
  const bytes = Number(figure) * base ** powers.indexOf(prefix.toLowerCase());
  return Number.isSafeInteger(bytes) ? bytes : null;
}

/** The size an option was given, or a Problem that names it. */
export function sizeOption(option: string, text: string): number {
  const bytes = sizeOf(text);
  if (bytes !== null) return bytes;
  throw new Problem('input', {
    what: message('cli.size', { option, text }),
    why: message('cli.size.why'),
    remedy: message('cli.size.remedy', { option }),
  });
}

const languageOption = '--language';

/** A command line without `--language`, and the requested language; undefined if there is none. */
export function takeLanguage(words: readonly string[]): { args: string[]; requested: string | undefined } {
  const args: string[] = [];
  let requested: string | undefined;
  for (let place = 0; place < words.length; place += 1) {
    const word = words[place]!;
    // The words after `--` belong to another program.
    if (word === '--') return { args: [...args, ...words.slice(place)], requested };
    if (word === languageOption) requested = words[++place] ?? '';
    else if (word.startsWith(`${languageOption}=`)) requested = word.slice(languageOption.length + 1);
    else args.push(word);
  }
  return { args, requested };
}

/** The requested language, or that of the locale (LC_ALL, LC_MESSAGES, LANG: locale(7)). Throws a Problem for any other. */
export function textLanguage(requested: string | undefined, env: NodeJS.ProcessEnv): Language {
  if (requested === undefined) return languageOf(env.LC_ALL || env.LC_MESSAGES || env.LANG || 'en');
  const found = languages.find(language => language === requested.toLowerCase());
  if (!found) throw unknownWord(languageOption, requested, languages);
  return found;
}

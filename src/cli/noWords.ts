import { Problem } from '../model/problem';

/** Throws a Problem where a command that takes options alone was given a word. */
export function noWords(command: string, [word]: readonly string[]): void {
  if (word === undefined) return;
  throw new Problem('input', {
    what: `'${word}' is one word too many.`,
    why: `\`iopath ${command}\` takes options alone.`,
    remedy: `See \`iopath ${command} --help\`.`,
  });
}

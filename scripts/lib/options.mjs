// Options of the scripts: `--help` prints the comment at a script's head, and a wrong option is an error with a remedy.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs as parse } from 'node:util';
import { say, UserError } from './say.mjs';

/** The comment at the head of the script that runs, without its slashes. */
function headOf(script) {
  const lines = readFileSync(script, 'utf8').split('\n');
  const end = lines.findIndex(line => !line.startsWith('//'));
  return lines.slice(0, end).map(line => line.replace(/^\/\/ ?/, ''));
}

/** Like parseArgs of node:util, but it ends the script after `--help`, and after a wrong option with its reason. */
export function parseArgs(config) {
  const script = process.argv[1];
  if (process.argv.includes('--help')) {
    process.stdout.write(`${headOf(script).join('\n')}\n`);
    process.exit(0);
  }
  try {
    return parse(config);
  } catch (error) {
    if (!String(error.code).startsWith('ERR_PARSE_ARGS')) throw error;
    const [why] = error.message.split('. ');
    say(
      new UserError({ what: 'Nothing was done.', why, remedy: `node ${relative('.', script)} --help` })
        .message,
    );
    process.exit(1);
  }
}

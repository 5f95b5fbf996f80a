// What a person reads while the scripts work. stderr, so that a script's stdout stays its result.

/** One line of progress. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** A failure a person can mend: what happened, why, and the one command that helps. */
export class Remedied extends Error {
  constructor({ what, why, remedy }) {
    super(`${what}\n  why: ${why}\n  do:  ${remedy}`);
    this.name = 'Remedied';
  }
}

/** Runs a script's main function; a Remedied failure is shown without a stack trace. Exit code 1 on any failure. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    process.stderr.write(`\n${error instanceof Remedied ? error.message : (error?.stack ?? error)}\n`);
    process.exit(1);
  }
}

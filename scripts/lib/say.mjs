// Messages of the scripts, on stderr: stdout holds only a script's result.

/** One line of progress. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** A failure with what happened, why, and one command that helps. */
export class UserError extends Error {
  constructor({ what, why, remedy }) {
    super(`${what}\n  why: ${why}\n  do:  ${remedy}`);
    this.name = 'UserError';
  }
}

/** Failures of the file system that the user can mend; esbuild and compilers report them as text only. */
const fileFailures = [
  [
    /\bENOSPC\b|no space left on device/i,
    'the disk is full',
    'make room (`df -h .` shows how much there is)',
  ],
  [/\bEDQUOT\b|quota exceeded/i, 'your disk quota is used up', 'make room, or ask for more'],
  [
    /\bEROFS\b|read-only file system/i,
    'it is on a read-only file system',
    'work on a copy in a folder you can write',
  ],
  [
    /\b(EACCES|EPERM)\b|permission denied/i,
    'access is denied',
    'make it yours: `sudo chown -R "$USER" FOLDER`',
  ],
  [/\bENOTDIR\b|\bEEXIST\b/, 'a file is in the place of a folder', 'move it away'],
];

/** A failure of the file system with a remedy, or the unchanged error. */
export function explained(error) {
  // esbuild's failures have a list of errors instead of a code.
  if (error instanceof UserError || !(error?.code || error?.errors)) return error;
  const message = String(error?.message ?? error);
  const [pattern, why, remedy] = fileFailures.find(([words]) => words.test(message)) ?? [];
  if (!why) return error;
  const line = message.split('\n').find(words => pattern.test(words));
  // A copy or a move has two ends, and mostly fails at the second.
  const place = error.dest ?? error.path;
  return new UserError({
    what: place ? `${place} cannot be used.` : 'A file or folder cannot be used.',
    why: `${why} (${line.trim()})`,
    remedy: `${remedy}, then run the same command again`,
  });
}

/** Runs a script's main function; a UserError failure is shown without a stack trace. Exit code 1 on any failure. */
export async function main(body) {
  try {
    await body();
  } catch (caught) {
    const error = explained(caught);
    process.stderr.write(`\n${error instanceof UserError ? error.message : (error?.stack ?? error)}\n`);
    process.exit(1);
  }
}

// A run whose output nobody can read must not count as passed.
import { fstatSync, statSync } from 'node:fs';

/** Whether stdout leads to /dev/null: Node opens that itself where stdout is closed (PlatformInit in its src/node.cc). */
function isDiscarded() {
  try {
    const [out, nowhere] = [fstatSync(1), statSync('/dev/null')];
    return out.isCharacterDevice() && out.rdev === nowhere.rdev;
  } catch {
    return false; // other systems have no such file
  }
}

function fail(error) {
  process.stderr.write(`The results cannot be written to stdout: ${error.message}\n`);
  process.exit(1);
}

/** Ends the run when nobody reads its output any more. */
export function demandReader() {
  process.stdout.on('error', fail);
}

/** Writes the last line, also to stderr where stdout is not read. Fails on a full disk, which console.log hides. */
export function writeResult(line) {
  if (isDiscarded()) process.stderr.write(`${line}\n`);
  try {
    process.stdout.write(`${line}\n`);
  } catch (error) {
    fail(error);
  }
}

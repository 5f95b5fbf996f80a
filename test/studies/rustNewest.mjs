import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { rust } from './rust.mjs';

/** Where rustup puts the toolchain in use. */
const path = join(homedir(), '.cargo', 'bin', 'rustc');

/** @type {import('./lib/system.mjs').System} */
export default rust({
  title: 'Rust, as rustup installs it',
  find: () =>
    existsSync(path)
      ? { path }
      : { why: 'rustup has installed no rustc for this user.', how: 'Install Rust with rustup.' },
  shows: 'copy',
  change: '`rustix::fs::sendfile` or `nix::sys::sendfile`',
});

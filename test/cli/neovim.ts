import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** What Neovim showed of one file (neovim.lua). */
export interface NeovimSession {
  version: string;
  diagnostics: { line: number; message: string; source: string }[];
  hover: { value: string };
  lenses: { command: { title: string } }[];
  actions: string[];
  /** The buffer after the first fix that is an edit. */
  text: string;
  /** Whether no diagnostic was left then. */
  gone: boolean;
}

/**
 * Opens a file in Neovim without a screen, with a language server of that command.
 * @param options `out`: a file that the result may be written to
 * @throws with Neovim's words where the session broke
 */
export function neovimSession(
  program: string,
  { file, cwd, server, out }: { file: string; cwd: string; server: string[]; out: string },
): NeovimSession {
  const script = resolve('test', 'cli', 'neovim.lua');
  // Neovim makes a folder for its state, and breaks off where there is no home to hold it.
  const state = { XDG_STATE_HOME: dirname(out), XDG_CACHE_HOME: dirname(out) };
  const own = { IOPATH_LSP: JSON.stringify(server), IOPATH_FILE: file, IOPATH_OUT: out };
  const env = { ...process.env, ...state, ...own };
  const args = ['--headless', '--clean', '-n', '-c', `luafile ${script}`];
  const { status, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8', timeout: 300_000 });
  if (status !== 0) throw new Error(`Neovim ended with ${status}: ${stderr}`);
  const found = JSON.parse(readFileSync(out, 'utf8'));
  if (found.problem) throw new Error(found.problem);
  return found;
}

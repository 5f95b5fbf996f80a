import type { Command } from '../command';
import { compare } from './compare';
import { doctor } from './doctor';
import { explain } from './explain';
import { lintCommand } from './lint';
import { lsp } from './lsp';
import { mcp } from './mcp';
import { profile } from './profile';
import { prove } from './prove';
import { scenarios } from './scenarios';
import { trace } from './trace';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  profile,
  compare,
  lintCommand,
  explain,
  doctor,
  scenarios,
  prove,
  trace,
  mcp,
  lsp,
];

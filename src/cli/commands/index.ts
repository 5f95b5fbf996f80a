import type { Command } from '../command';
import { doctor } from './doctor';
import { lintCommand } from './lint';
import { profile } from './profile';
import { scenarios } from './scenarios';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [profile, lintCommand, doctor, scenarios];

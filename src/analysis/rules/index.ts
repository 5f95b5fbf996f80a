import { copyCall } from './copyCall';
import { copyLoop } from './copyLoop';
import type { Rule } from './rule';
import { serverConfig } from './serverConfig';
import { tidyCopy } from './tidyCopy';
import { wholeFileCopy } from './wholeFileCopy';

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = [copyLoop, copyCall, wholeFileCopy, tidyCopy, serverConfig];

import { readFile } from 'node:fs/promises';
import { grammarFile } from '../../scripts/lib/grammars.mjs';

/** Grammars from the packages they come in, so that the tests need no build. */
export const loadWasm = (name: string): Promise<Uint8Array> => readFile(grammarFile(name).path);

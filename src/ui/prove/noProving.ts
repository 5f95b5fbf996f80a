import { demandProving } from '../trust';
import type { Proving } from './proving';

/** Where there is no process to prove with, a browser above all: every request says why and how to get it. */
export function createNoProving(): Proving {
  const refuse = async () => demandProving('web');
  return { proveServer: refuse, proveAgain: refuse, lastProof: () => null, dispose: () => {} };
}

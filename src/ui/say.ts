import { env, type Uri } from 'vscode';
import { english, type Say, sayIn } from '../report/sentences';
import { bundleOf } from './bundles';

let current: Say = english;

/** A sentence of a finding or an error in the editor's language; English until the bundle is there. */
export function say(text: string): string {
  return current(text);
}

/** Reads the sentences of the editor's language, once, beside what else starts. */
export async function loadSentences(extensionUri: Uri): Promise<void> {
  if (env.language.startsWith('en')) return;
  current = sayIn(await bundleOf(extensionUri, 'sentences', env.language), env.language);
}

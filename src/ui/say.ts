import { env, type Uri } from 'vscode';
import type { Texts } from '../messages/texts';
import { type Message, outline } from '../model/message';
import { english, type Say, sayIn } from '../report/sentences';
import { bundleOf } from './bundles';

let sentences: Say = english;
let known: Texts | undefined;

/** Messages and figures in the editor's language. */
export async function texts(): Promise<Texts> {
  const [{ textsIn }, { languageOf }] = await Promise.all([
    import('../messages/texts'),
    import('../messages/catalogue'),
  ]);
  known ??= textsIn(languageOf(env.language));
  return known;
}

/**
 * A message, or a sentence of a finding, in the editor's language. Until `loadSentences` is through, a message reads as
 * its id and a sentence as it came.
 */
export function say(text: Message | string): string {
  if (typeof text === 'string') return sentences(text);
  return known ? known.say(text) : outline(text);
}

/** Reads the texts of the editor's language, once, beside what else starts. */
export async function loadSentences(extensionUri: Uri): Promise<void> {
  await texts();
  if (env.language.startsWith('en')) return;
  sentences = sayIn(await bundleOf(extensionUri, 'sentences', env.language), env.language);
}

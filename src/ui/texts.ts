import { env } from 'vscode';
import type { Texts } from '../messages/texts';
import { type Message, outline } from '../model/message';

let loading: Promise<Texts> | undefined;
let loaded: Texts | undefined;

/** Messages and figures in the editor's language. The catalogue is loaded at the first call. */
export function texts(): Promise<Texts> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Texts> {
  const [{ textsIn }, { languageOf }] = await Promise.all([
    import('../messages/texts'),
    import('../messages/texts'),
  ]);
  loaded = textsIn(languageOf(env.language));
  return loaded;
}

/** A message in the editor's language; named by its id until `texts` is through. */
export const say = (message: Message): string => (loaded ? loaded.say(message) : outline(message));

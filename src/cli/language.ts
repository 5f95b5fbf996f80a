import { type Language, languageOf, languages } from '../messages/catalogue';
import { unknownWord } from '../messages/words';

const option = '--language';

/** A command line without `--language`, and the requested language; undefined if there is none. */
export function takeLanguage(words: readonly string[]): { args: string[]; requested: string | undefined } {
  const args: string[] = [];
  let requested: string | undefined;
  for (let place = 0; place < words.length; place += 1) {
    const word = words[place]!;
    // The words after `--` belong to another program.
    if (word === '--') return { args: [...args, ...words.slice(place)], requested };
    if (word === option) requested = words[++place] ?? '';
    else if (word.startsWith(`${option}=`)) requested = word.slice(option.length + 1);
    else args.push(word);
  }
  return { args, requested };
}

/** The requested language, or that of the locale (LC_ALL, LC_MESSAGES, LANG: locale(7)). Throws a Problem for any other. */
export function textLanguage(requested: string | undefined, env: NodeJS.ProcessEnv): Language {
  if (requested === undefined) return languageOf(env.LC_ALL || env.LC_MESSAGES || env.LANG || 'en');
  const found = languages.find(language => language === requested.toLowerCase());
  if (!found) throw unknownWord(option, requested, languages);
  return found;
}

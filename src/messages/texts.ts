import { isList, type Message, type MessageArg, outline } from '../model/message';
import { en } from './en';
import { createFormat, type Format } from './format';
import { ru } from './ru';
import { filled, formsOf, type Slot } from './template';
import { zhCn } from './zh-cn';

/** Messages and figures in one language, for every edge: panel, command line, export. */
export interface Texts {
  language: Language;
  format: Format;
  /** The sentence of a message; an id that this version does not know is shown as the id. */
  say(message: Message): string;
}

type Word = (value: MessageArg, detail: string) => string;

/** Texts of a language. */
export function textsIn(language: Language): Texts {
  const format = createFormat(language);
  const catalogue: Readonly<Record<string, string>> = catalogueOf(language);
  const wide = language === 'zh-cn';
  const plurals = new Intl.PluralRules(language);
  const lists = new Intl.ListFormat(language, { type: 'conjunction' });

  const say = (message: Message): string =>
    Object.hasOwn(catalogue, message.id)
      ? filled(catalogue[message.id]!, message.args, word)
      : outline(message);
  const plain = (value: MessageArg): string => {
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return format.number(value);
    return isList(value) ? value.map(plain).join(', ') : say(value);
  };
  const each = (value: MessageArg): string[] => (isList(value) ? value : [value]).map(plain);
  const figure =
    (of: (value: number) => string): Word =>
    value =>
      typeof value === 'number' ? of(value) : plain(value);

  const words: Readonly<Record<string, Word>> = {
    text: plain,
    number: figure(format.number),
    count: figure(format.count),
    bytes: figure(format.bytes),
    rate: figure(format.rate),
    time: figure(format.nanoseconds),
    ratio: figure(format.ratio),
    percent: figure(format.percent),
    list: value => lists.format(each(value)),
    commas: value => each(value).join(wide ? '、' : ', '),
    sentences: value => each(value).join(wide ? '' : ' '),
    semicolons: value => each(value).join(wide ? '；' : '; '),
    clauses: value => capital(each(value).join(wide ? '；' : '; ')),
    capital: value => capital(plain(value)),
    plural: (value, detail) => pluralOf(Number(value), detail),
    choice: (value, detail) => formsOf(detail).get(plain(value)) ?? plain(value),
  };

  const pluralOf = (value: number, detail: string): string => {
    const forms = formsOf(detail);
    const form = forms.get(plurals.select(value)) ?? forms.get('other') ?? '#';
    return form.replaceAll('#', format.count(value));
  };
  const word = (value: MessageArg, { kind, detail }: Slot): string =>
    Object.hasOwn(words, kind) ? words[kind]!(value, detail) : plain(value);

  return { language, format, say };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const languages = ['en', 'zh-cn', 'ru'] as const;
export type Language = (typeof languages)[number];

/** Every template by its id; a language with a missing or an extra template does not compile. */
export type Catalogue = Readonly<Record<keyof typeof en, string>>;

const catalogues: Readonly<Record<Language, Catalogue>> = { en, ru, 'zh-cn': zhCn };

export const catalogueOf = (language: Language): Catalogue => catalogues[language];

/** The catalogue's language for a tag of an editor (`zh-CN`, `ru`) or a locale of POSIX (`zh_CN.UTF-8`); else English. */
export function languageOf(tag: string): Language {
  const name = tag.toLowerCase().replace('_', '-').split(/[.@]/)[0] ?? '';
  if (/^zh(-cn|-sg|-hans.*)?$/.test(name)) return 'zh-cn';
  return /^ru(-|$)/.test(name) ? 'ru' : 'en';
}

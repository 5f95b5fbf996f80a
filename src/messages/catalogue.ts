import { en } from './en';
import { ru } from './ru';
import { zhCn } from './zh-cn';

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

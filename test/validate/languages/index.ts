import type { LanguageForm } from '../model';
import { c } from './c';
import { go } from './go';

export const forms: LanguageForm[] = [c, go];

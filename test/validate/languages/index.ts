import type { LanguageForm } from '../model';
import { c } from './c';
import { go } from './go';
import { python } from './python';

export const forms: LanguageForm[] = [c, go, python];

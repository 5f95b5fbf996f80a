import type { LanguageForm } from '../model';
import { c } from './c';
import { cpp } from './cpp';
import { csharp } from './csharp';
import { go } from './go';
import { java } from './java';
import { javascript, typescript } from './javascript';
import { kotlin } from './kotlin';
import { python } from './python';
import { rust } from './rust';

export const forms: LanguageForm[] = [c, cpp, java, kotlin, go, rust, python, javascript, typescript, csharp];

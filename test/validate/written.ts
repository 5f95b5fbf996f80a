import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LanguageForm, Program } from './model';

const folder = 'test/validate/written';

/**
 * The plain copy loops that people wrote for a language. The first line names the ends, as the generated programs have
 * them; the function (in Java the class) has the file's name. `first` is the number that their names begin at.
 */
export function writtenPrograms({ id, ends }: LanguageForm, first: number): Program[] {
  if (!existsSync(join(folder, id))) return [];
  return readdirSync(join(folder, id))
    .sort()
    .map((file, at) => {
      const [head, ...lines] = readFileSync(join(folder, id, file), 'utf8').split('\n');
      const given = /ends: ([\w-]+)/.exec(head!)?.[1] ?? '';
      if (!ends.some(form => form.id === given))
        throw new Error(`${id}/${file}: no ends of this kind: ${given}`);
      const own = file.replace(/\.\w+$/, '');
      const name = `u${first + at}`;
      const text = lines.join('\n').replace(new RegExp(`\\b${own}\\b`, 'g'), name);
      return { ends: given, shape: 'written', mutations: [own], name, text };
    });
}

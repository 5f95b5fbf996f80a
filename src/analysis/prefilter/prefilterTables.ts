import type { Language } from '../../model/finding';
import type { NamedShape } from '../calls/namedShapes';

/** What the look at a text before it is parsed needs to know of a language. */
export interface PrefilterTables {
  id: Language;
  /** Names of files that hold declarations alone. */
  codeless?: RegExp;
  /** A file without a loop's keyword, a reading and a writing word, or without a copy call's word, is not parsed. */
  quick: {
    loop: RegExp;
    read: RegExp;
    write: RegExp;
    copyCall: RegExp | null;
    /** The words of the ends without which no copy call is worth a finding; left out: any may be. */
    copyEnds?: RegExp;
    /** The head of a for-each that may read though it holds no word for it; its first group is what it walks over. */
    iterates?: RegExp;
    /** Only calls whose whole name is in `transfers` count: where the words are parts of many names. */
    exact?: true;
  };
  transfers: readonly NamedShape[];
}

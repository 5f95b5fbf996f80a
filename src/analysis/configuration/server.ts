import { type MessageId, message } from '../../messages/message';
import type { Message } from '../../model/message';

/** The row of the atlas that shows what a setting does: docs/atlas/STUDY.json. */
export interface AtlasRow {
  study: string;
  variant: string;
  /** What that row observed. A test compares it with the row. */
  verdict: 'reference' | 'copy' | 'mixed' | 'undecided';
}

/** Settings that the catalogue has texts for. */
type SettingId = MessageId extends infer Id
  ? Id extends `server.${infer Setting}.title`
    ? Setting
    : never
  : never;

/** What a setting does to the path, in at most 60 characters: a lens. */
export const settingTitle = ({ id }: Setting): Message => message(`server.${id}.title`);

/** What a setting does, why, and what to know: one or two sentences. */
export const settingText = ({ id }: Setting): Message => message(`server.${id}.what`);

/** A setting that decides how bytes go from a file to a client. */
export interface Setting {
  id: SettingId;
  /** One line without its comment. */
  line: RegExp;
  /** The setting counts only in a text that has this as well. */
  beside?: RegExp;
  /** The setting counts only in a text without this. */
  without?: RegExp;
  row: AtlasRow;
  /** The setting to use in its place; null where there is none. */
  instead: string | null;
}

/** A server whose configuration people keep in repositories. */
export interface Server {
  name: string;
  /** Whether a path, with forward slashes, is one of its configuration files. */
  owns: RegExp;
  /** Words without which a file of that name is another program's. */
  marks: RegExp;
  /** What begins a comment; in XML the lines of comments are cut out whole. */
  comment: '#' | '#;' | 'xml';
  /** In the order in which they are looked for; a line has one finding at most. */
  settings: readonly Setting[];
}

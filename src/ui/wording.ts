import type { Format } from '../messages/format';

/** `vscode.l10n.t` with named arguments; handed to the parts that know no editor. */
export interface Translate {
  (message: string): string;
  (message: string, args: Record<string, string | number>): string;
}

/** What texts with figures need: the person's language and its number formats. */
export interface Wording {
  t: Translate;
  format: Format;
}

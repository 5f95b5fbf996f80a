import type { Format } from '../messages/format';

/** `vscode.l10n.t` with named arguments; handed to the parts that know no editor. */
export interface Translate {
  (message: string): string;
  (message: string, args: Record<string, string | number>): string;
}

/** What text with figures is written with: the person's language and its numbers. */
export interface Wording {
  t: Translate;
  format: Format;
}

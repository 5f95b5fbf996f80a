/** `vscode.l10n.t` with named arguments; handed to the parts that know no editor. */
export interface Translate {
  (message: string): string;
  (message: string, args: Record<string, string | number>): string;
}

import { Uri, workspace } from 'vscode';

/** The panel's bundle for a language (`ru`, `zh-cn`): English text → translation; empty for English or none. */
export async function panelStrings(extensionUri: Uri, language: string): Promise<Record<string, string>> {
  for (const name of new Set([language, language.split('-')[0] ?? language])) {
    const file = Uri.joinPath(extensionUri, 'l10n', `panel.${name.toLowerCase()}.json`);
    try {
      return JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(file))) as Record<
        string,
        string
      >;
    } catch {
      // No bundle for this language: English is in the panel itself.
    }
  }
  return {};
}

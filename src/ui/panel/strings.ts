import { env, Uri, workspace } from 'vscode';

/** The panel's own words in the editor's language: English text → translation; empty for English or none. */
export async function panelStrings(extensionUri: Uri): Promise<Record<string, string>> {
  for (const name of new Set([env.language, env.language.split('-')[0] ?? env.language])) {
    const file = Uri.joinPath(extensionUri, 'l10n', `panel.${name.toLowerCase()}.json`);
    try {
      return JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(file))) as Record<
        string,
        string
      >;
    } catch {
      // No bundle for this language: English is in the sources themselves.
    }
  }
  return {};
}

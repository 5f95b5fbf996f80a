import { Uri, workspace } from 'vscode';

/**
 * A bundle for a language (`ru`, `zh-cn`): English text → translation; empty for English or none. `panel` has the
 * panel's own words, `sentences` those of reports and findings.
 */
export async function bundleOf(
  extensionUri: Uri,
  bundle: 'panel' | 'sentences',
  language: string,
): Promise<Record<string, string>> {
  for (const name of new Set([language, language.split('-')[0] ?? language])) {
    const file = Uri.joinPath(extensionUri, 'l10n', `${bundle}.${name.toLowerCase()}.json`);
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

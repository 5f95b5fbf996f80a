import { env, Uri, workspace } from 'vscode';

/** The panel's own words in the editor's language: English text → translation; empty for English or none. */
export async function panelStrings(extensionUri: Uri): Promise<Record<string, string>> {
  for (const name of new Set([env.language, env.language.split('-')[0] ?? env.language])) {
    try {
      const parts = ['panel', 'atlas'].map(part =>
        bundle(extensionUri, `${part}.${name.toLowerCase()}.json`),
      );
      return Object.assign({}, ...(await Promise.all(parts)));
    } catch {
      // No bundle for this language: English is in the sources themselves.
    }
  }
  return {};
}

async function bundle(extensionUri: Uri, name: string): Promise<Record<string, string>> {
  const data = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'l10n', name));
  return JSON.parse(new TextDecoder().decode(data));
}

import {
  CodeLens,
  type CodeLensProvider,
  type Disposable,
  languages,
  Position,
  Range,
  type TextDocument,
} from 'vscode';
import type { CommandId } from '../commandIds';
import type { WorkspaceSettings } from '../files/projectSettings';
import { showsSettings } from '../settings';
import { texts } from '../texts';

/** Endings of the files that may be a server's configuration; their names and texts decide. */
const files = '**/*.{conf,cfg,nginx,properties,xml}';

/** A lens on each setting that decides how a server sends files: what it does to the path. It opens the rule's page. */
class SettingLenses implements CodeLensProvider {
  constructor(private readonly settings: WorkspaceSettings) {}

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    if (!showsSettings(document)) return [];
    const { settingsIn } = await import('../../analysis/configuration/configurationFindings');
    const placed = settingsIn(document.uri.path, document.getText());
    const level = placed.length > 0 && (await this.settings.levelOf(document.uri, { rule: 'server-config' }));
    if (level === 'off') return [];
    const [{ say }, { settingText, settingTitle }] = await Promise.all([
      texts(),
      import('../../analysis/configuration/server'),
    ]);
    return placed.map(({ setting, line }) =>
      lensOf(document, line, { title: say(settingTitle(setting)), tooltip: say(settingText(setting)) }),
    );
  }
}

function lensOf(document: TextDocument, line: number, words: { title: string; tooltip: string }): CodeLens {
  const text = document.lineAt(line - 1);
  const at = new Position(text.lineNumber, text.firstNonWhitespaceCharacterIndex);
  const command: CommandId = 'ioPath.explainRule';
  return new CodeLens(new Range(at, at), { command, ...words, arguments: ['server-config'] });
}

export const registerSettingLenses = (settings: WorkspaceSettings): Disposable =>
  languages.registerCodeLensProvider({ pattern: files }, new SettingLenses(settings));

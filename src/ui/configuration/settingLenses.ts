import {
  CodeLens,
  type CodeLensProvider,
  type Disposable,
  languages,
  Position,
  Range,
  type TextDocument,
} from 'vscode';
import type { PlacedSetting } from '../../analysis/configuration/configurationFindings';
import type { CommandId } from '../commandIds';
import type { WorkspaceSettings } from '../files/projectSettings';
import { say } from '../say';
import { showsSettings } from '../settings';

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
    return level === 'off' ? [] : placed.map(one => lensOf(document, one));
  }
}

function lensOf(document: TextDocument, { setting, line }: PlacedSetting): CodeLens {
  const text = document.lineAt(line - 1);
  const at = new Position(text.lineNumber, text.firstNonWhitespaceCharacterIndex);
  return new CodeLens(new Range(at, at), {
    command: 'ioPath.explainRule' satisfies CommandId,
    title: say(setting.title),
    tooltip: say(setting.message),
    arguments: ['server-config'],
  });
}

export const registerSettingLenses = (settings: WorkspaceSettings): Disposable =>
  languages.registerCodeLensProvider({ pattern: files }, new SettingLenses(settings));

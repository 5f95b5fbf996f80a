import { type TextDocument, type Uri, workspace } from 'vscode';
import type { Language } from '../model/finding';
import type { ReceiverMode } from '../model/job';
import { languages, languageTable } from '../model/languages';

/** Where copy loops are shown. */
export type Show = 'lenses' | 'problems' | 'off';

/** A text someone works on, not an old version of it, a log or a page: those come under schemes of their own. */
function isOwn({ uri: { scheme } }: TextDocument): boolean {
  const schemes = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme);
  return ['file', 'untitled', ...schemes].includes(scheme);
}

/** Settings of a document's findings; `show` may differ per language. */
export function findingSettings(document: TextDocument): { show: Show; minimumChunk: number } {
  const settings = workspace.getConfiguration('ioPath.findings', document);
  const language = isOwn(document) ? languageOf(document) : null;
  const wanted = settings.get<string[]>('languages', []);
  const shown = language !== null && wanted.includes(language);
  return {
    show: shown ? settings.get<Show>('show', 'lenses') : 'off',
    minimumChunk: settings.get<number>('minimumChunk', 0),
  };
}

/** Whether settings of servers have lenses in a document. */
export const showsSettings = (document: TextDocument): boolean =>
  isOwn(document) &&
  workspace.getConfiguration('ioPath.findings', document).get<Show>('show', 'lenses') === 'lenses';

interface MeasureSettings {
  budgetMs: number;
  receiver: ReceiverMode | null;
  dataFile: string;
}

/** Checked by its type; the list of the model would be read at activation. */
const receivers: Record<ReceiverMode, true> = { poll: true, block: true, 'same-core': true };

/** Settings of a measurement. `receiver` null leaves the choice to the machine; `dataFile` may be empty. */
export function measureSettings(resource?: Uri): MeasureSettings {
  const settings = workspace.getConfiguration('ioPath.measure', resource);
  const receiver = settings.get<string>('receiver', 'auto');
  return {
    budgetMs: Math.max(1, settings.get<number>('budget', 10)) * 1000,
    receiver: Object.hasOwn(receivers, receiver) ? (receiver as ReceiverMode) : null,
    dataFile: settings.get<string>('dataFile', '').trim(),
  };
}

/** How many reports a workspace's history keeps. */
export const historyLimit = () => workspace.getConfiguration('ioPath.history').get<number>('limit', 50);

/** Whether a language takes part in the workspace scan. */
export const scannedLanguages = (): string[] =>
  workspace.getConfiguration('ioPath.findings').get<string[]>('languages', []);

const byEditorId: Record<string, Language> = Object.fromEntries(
  languages.flatMap(language => languageTable[language].editorIds.map(id => [id, language])),
);

/** The editor has no language of its own for these; their names tell. */
export const kotlinFiles = '**/*.{kt,kts}';

/** The analysis' name of a document's language, or null for one it does not know. */
export function languageOf({ languageId, uri }: Pick<TextDocument, 'languageId' | 'uri'>): Language | null {
  return byEditorId[languageId] ?? (/\.kts?$/.test(uri.path) ? 'kotlin' : null);
}
export const editorLanguages = Object.keys(byEditorId);

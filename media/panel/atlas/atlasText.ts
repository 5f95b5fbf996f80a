import { t as translated } from '@vscode/l10n';

/** A text of the studies in the reader's language, from l10n/atlas.LANGUAGE.json; settings and names stay. */
export const atlasText = (text: string): string => translated(text);

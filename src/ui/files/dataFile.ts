import { basename } from 'node:path';
import { l10n, type Memento, Uri, workspace } from 'vscode';
import type { Format } from '../../messages/format';
import type { RunOrder } from '../../session/protocol';
import { refusal } from '../problem';
import { measureSettings } from '../settings';
import { pickFile } from './filePicker';

const key = 'ioPath.dataFile';
/** Stored in place of a file if the person chose a generated one. */
const generated = 'generated';

/** Enough for a figure of its own at every strategy, little enough to be written in a second. */
const generatedBytes = 64 * 2 ** 20;

/** The input of a measurement: files, or a generated file that is removed afterwards. */
export interface DataSource {
  paths: string[];
  /** The name for people. */
  name: string;
  generated: RunOrder['generated'];
}

export interface DataFileOptions {
  memory: Memento;
  format: Format;
  /** Where a generated file goes: a folder of the extension's own. */
  folder: string;
}

/**
 * The file that *Measure* moves: the setting's, or the one chosen before in this workspace, or one asked for now, the
 * largest and most obvious data file first. Null where the person changed their mind.
 */
export class DataFile {
  constructor(private readonly options: DataFileOptions) {}

  /** `resource` names the workspace folder whose setting and choice hold; without it, the first one's. */
  async choose(resource?: Uri): Promise<DataSource | null> {
    const folder = folderOf(resource);
    const choice = (await fromSetting(folder)) ?? (await this.remembered(folder)) ?? (await this.ask(folder));
    if (choice === generated) return this.generated();
    if (!choice) return null;
    return { paths: [choice.fsPath], name: basename(choice.fsPath), generated: null };
  }

  private async remembered(folder: Uri | undefined): Promise<Uri | typeof generated | null> {
    const kept = this.options.memory.get<string>(keyOf(folder));
    if (!kept || kept === generated) return kept ? generated : null;
    const uri = Uri.parse(kept);
    return (await exists(uri)) ? uri : null;
  }

  private async ask(folder: Uri | undefined): Promise<Uri | typeof generated | null> {
    const { format, memory } = this.options;
    const picked = await pickFile({
      title: l10n.t('Select a file to measure'),
      placeHolder: l10n.t('Remembered for this workspace; the setting ioPath.measure.dataFile overrides it'),
      format,
      generate: l10n.t('A generated file of {size}, removed afterwards', {
        size: format.bytes(generatedBytes),
      }),
    });
    if (picked) await memory.update(keyOf(folder), picked === generated ? generated : picked.toString());
    return picked;
  }

  private generated(): DataSource {
    const file = { directory: this.options.folder, bytes: generatedBytes };
    return { paths: [], name: l10n.t('generated file'), generated: file };
  }
}

const keyOf = (folder: Uri | undefined) => `${key}:${folder?.toString() ?? ''}`;

function folderOf(resource: Uri | undefined): Uri | undefined {
  const own = resource && workspace.getWorkspaceFolder(resource);
  return (own ?? workspace.workspaceFolders?.[0])?.uri;
}

async function fromSetting(folder: Uri | undefined): Promise<Uri | null> {
  const { dataFile } = measureSettings(folder);
  if (dataFile === '') return null;
  const uri = dataFile.startsWith('/') || !folder ? Uri.file(dataFile) : Uri.joinPath(folder, dataFile);
  if (await exists(uri)) return uri;
  throw refusal({
    what: l10n.t('The data file {file} is not there.', { file: dataFile }),
    why: l10n.t('The setting ioPath.measure.dataFile names it.'),
    remedy: l10n.t('Change the setting, or empty it to be asked.'),
  });
}

async function exists(uri: Uri): Promise<boolean> {
  return workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

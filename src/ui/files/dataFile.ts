import { l10n, type Memento, Uri, workspace } from 'vscode';
import type { Format } from '../../report/format';
import { measureSettings } from '../settings';
import { refusal } from '../trouble';
import { pickFile } from './filePicker';

const key = 'ioPath.dataFile';

/**
 * The file that *Measure* moves: the setting's, or the one chosen before in this workspace, or one asked for now, the
 * largest and most obvious data file first. Null where the person changed their mind.
 */
export class DataFile {
  constructor(
    private readonly memory: Memento,
    private readonly format: Format,
  ) {}

  async choose(): Promise<Uri | null> {
    return (await fromSetting()) ?? (await this.remembered()) ?? (await this.ask());
  }

  private async remembered(): Promise<Uri | null> {
    const kept = this.memory.get<string>(key);
    if (!kept) return null;
    const uri = Uri.parse(kept);
    return (await exists(uri)) ? uri : null;
  }

  private async ask(): Promise<Uri | null> {
    const uri = await pickFile({
      title: l10n.t('Which file shall the loop move?'),
      placeHolder: l10n.t('Remembered for this workspace; the setting ioPath.measure.dataFile overrides it'),
      format: this.format,
    });
    if (uri) await this.memory.update(key, uri.toString());
    return uri;
  }
}

async function fromSetting(): Promise<Uri | null> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
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

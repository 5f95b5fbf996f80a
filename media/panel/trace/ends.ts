import { t } from '@vscode/l10n';
import type { End, EndKind, TracedProcess } from '../../../src/model/trace';
import { plain } from '../text';

/** A descriptor's name; of many that were added up, what they are. */
export function endText({ kind, name }: End): string {
  if (name) return plain(name, 300);
  const kinds: Record<EndKind, string> = {
    file: t('other files'),
    socket: t('other sockets'),
    pipe: t('other pipes'),
    terminal: t('other terminals'),
    device: t('other devices'),
    memory: t('memory'),
    other: t('other descriptors'),
  };
  return kinds[kind];
}

/** At most `letters` of a name: a path's end identifies it. */
export function shortEnd(name: string, letters: number): string {
  return name.length <= letters ? name : `…${name.slice(name.length - Math.max(1, letters - 1))}`;
}

export const processText = ({ pid, name }: TracedProcess) =>
  pid === null ? t('{0} (several)', plain(name, 60)) : t('{0} ({1})', plain(name, 60), pid);

import { l10n } from 'vscode';

/** `file-to-socket` as people read it. */
export function routeText(route: string): string {
  const [from = 'unknown', to = 'unknown'] = route.split('-to-');
  return `${endText(from)} → ${endText(to)}`;
}

function endText(end: string): string {
  const names: Record<string, string> = {
    file: l10n.t('file'),
    socket: l10n.t('socket'),
    pipe: l10n.t('pipe'),
    memory: l10n.t('memory'),
  };
  return names[end] ?? l10n.t('unknown');
}

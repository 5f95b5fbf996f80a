import type { Wording } from './wording';

/** `file-to-socket` as people read it. */
export function routeText(route: string, { t }: Pick<Wording, 't'>): string {
  const [from = 'unknown', to = 'unknown'] = route.split('-to-');
  const names: Record<string, string> = {
    file: t('file'),
    socket: t('socket'),
    pipe: t('pipe'),
    memory: t('memory'),
  };
  const endText = (end: string) => names[end] ?? t('unknown');
  return `${endText(from)} → ${endText(to)}`;
}

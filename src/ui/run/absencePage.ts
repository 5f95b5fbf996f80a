import { l10n } from 'vscode';
import { plainMarkdown } from '../../loops/plainMarkdown';
import type { Absence } from '../../model/availability';
import type { Pages } from '../pages';
import { say } from '../texts';

/** What this system can do where it can not measure: why not, how to get it, and what works all the same. */
export async function showAbsence({ why, remedy }: Absence, pages: Pages): Promise<void> {
  const works = [
    l10n.t('Lenses, hovers and fixes above copy loops'),
    l10n.t('The workspace scan'),
    l10n.t('Reports made elsewhere: open, compare and export them'),
  ];
  const text = [
    `# ${l10n.t('I/O Path Doctor')}`,
    `**${l10n.t('Nothing can be measured here.')}** ${plainMarkdown(say(why))} ${plainMarkdown(say(remedy))}`,
    `${l10n.t('What works here:')}\n\n${works.map(item => `- ${item}`).join('\n')}`,
  ];
  await pages.show(l10n.t('I/O Path Doctor'), `${text.join('\n\n')}\n`);
}

import { t } from '@vscode/l10n';
import type { PathWords } from '../../../src/report/pathParts';
import { evidenceWords, format, laneWords, moverWords, stageWords } from '../words';

/** The words of a drawing in the panel's language. */
export function drawingWords(): PathWords {
  return {
    lane: laneWords(),
    stage: stageWords(),
    mover: moverWords(),
    evidence: evidenceWords(),
    ruleSaid: mover => t('rule: {0}', mover),
    bytes: value => format().bytes(value),
    modeSwitches: value => t('Mode switches per MiB: {0}', format().number(value)),
    notRead: t('not read: cached'),
  };
}

import { l10n, type TextDocument, workspace } from 'vscode';
import { refusal } from '../problem';
import { say, texts } from '../texts';
import { demandTrust } from '../trust';
import { editOf, previewOf } from './fixEdit';
import { showDiff } from './fixPreview';
import { type Loop, type Loops, noLoop } from './loops';

/** Applies the fix of the loop on a line; one with caveats through the editor's preview, beside its diff. */
export async function applyFix(document: TextDocument, line: number, loops: Loops): Promise<boolean> {
  demandTrust(l10n.t('Fixing a copy loop changes a file.'));
  const [loop] = await Promise.all([loops.at(document, line), texts()]);
  if (!loop) throw noLoop();
  const { fix } = loop.finding;
  if (!fix) throw noFix(loop);
  if (fix.applicability === 'safe') return workspace.applyEdit(editOf(document, loop));
  // Refused where the text has changed, before its diff is made and again after it opened.
  previewOf(document, loop);
  const diff = await showDiff(document, fix);
  try {
    return await workspace.applyEdit(previewOf(document, loop));
  } finally {
    diff.dispose();
  }
}

const noFix = ({ finding }: Loop) =>
  refusal({
    what: l10n.t('This loop has no fix that is safe to make by itself.'),
    why: say(finding.message),
    remedy: l10n.t('Change it by hand; Measure shows what it would bring.'),
  });

import { l10n } from 'vscode';
import { refusal } from '../problem';

export const noLoop = () =>
  refusal({
    what: l10n.t('There is no copy loop here.'),
    why: l10n.t('The loop was edited or removed, or the cursor is outside of it.'),
    remedy: l10n.t('Put the cursor into a loop that has a lens above it.'),
  });

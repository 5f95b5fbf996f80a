import { message } from '../../messages/message';
import type { Fix, FixDraft } from '../../model/finding';

/** The caveat of every rewrite whose builder's programs were not run beside the originals. */
export const notCompared = message('caveat.not-compared');

/**
 * A builder's draft as a finding carries it. It is safe only where its programs ran as the originals did, without any
 * difference: the builder's were compared, and there is nothing that a caveat would have to name.
 */
export function judged(draft: FixDraft | null): Fix | null {
  if (!draft) return null;
  const { title, edits, compared } = draft;
  const caveats = compared ? draft.caveats : [...draft.caveats, notCompared];
  return { title, edits, applicability: caveats.length === 0 ? 'safe' : 'unsafe', caveats };
}

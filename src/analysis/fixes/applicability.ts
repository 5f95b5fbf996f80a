import type { Fix, FixDraft } from '../../model/finding';

/** The caveat of every rewrite whose builder was not validated yet. */
export const notValidated = 'the rewritten code has not been tested against the original';

/** A builder's draft as a finding carries it: safe only if the builder was validated and names no caveat. */
export function judged(draft: FixDraft | null): Fix | null {
  if (!draft) return null;
  const { title, edits, validated } = draft;
  const caveats = validated ? draft.caveats : [...draft.caveats, notValidated];
  return { title, edits, applicability: caveats.length === 0 ? 'safe' : 'unsafe', caveats };
}

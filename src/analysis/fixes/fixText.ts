import type { Applicability, Finding } from '../../model/finding';
import { outline } from '../../model/message';
import { applyEdits } from './edits';

/** What a text became by its fixes. */
export interface Fixed {
  text: string;
  /** Findings whose fix was applied. */
  fixed: Finding[];
}

export interface FixOptions {
  /** Which fixes are applied. */
  applies: readonly Applicability[];
  /** The findings of a text that may be fixed; suppressed ones and those of rules that are off are not among them. */
  find: (text: string) => Promise<Finding[]>;
}

/**
 * Applies fixes one after another, each on the text as it then is, so that no two can overlap. A fix after which as many
 * findings are left is taken back.
 */
export async function fixText(text: string, { applies, find }: FixOptions): Promise<Fixed> {
  const fixed: Finding[] = [];
  const tried = new Set<string>();
  let findings = await find(text);
  for (;;) {
    const next = findings.find(finding => isApplied(finding, applies) && !tried.has(placeOf(finding)));
    if (!next?.fix) return { text, fixed };
    tried.add(placeOf(next));
    const candidate = applyEdits(text, next.fix.edits);
    const left = await find(candidate);
    if (left.length >= findings.length) continue;
    text = candidate;
    findings = left;
    fixed.push(next);
    tried.clear();
  }
}

const isApplied = ({ fix }: Finding, applies: readonly Applicability[]) =>
  fix !== null && applies.includes(fix.applicability);

const placeOf = ({ startLine, message }: Finding) => `${startLine} ${outline(message)}`;

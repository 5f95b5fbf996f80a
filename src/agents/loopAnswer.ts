import * as v from 'valibot';
import { costOf } from '../loops/cost';
import { type Leg, pathOf, places } from '../loops/path';
import { textsIn } from '../messages/texts';
import { applicabilities, type Finding, findingLanguages, findingVerdicts, reaches } from '../model/finding';
import type { RuleId } from '../model/rule';
import { ruleText } from '../report/rulePage';
import { type Figure, figure, figureSchema } from './figure';

const { say } = textsIn('en');

/** A found copy loop in short. All its figures are documented kernel behaviour: nothing was run. */
export const loopSchema = v.object({
  file: v.string(),
  startLine: v.number(),
  endLine: v.number(),
  language: v.picklist(findingLanguages),
  rule: v.string(),
  route: v.string(),
  chunkBytes: v.nullable(v.number()),
  verdict: v.picklist(findingVerdicts),
  reach: v.picklist(reaches),
  message: v.string(),
  instead: v.nullable(v.string()),
  fix: v.nullable(
    v.object({
      title: v.string(),
      applicability: v.picklist(applicabilities),
      caveats: v.array(v.string()),
    }),
  ),
  figures: v.array(figureSchema),
});
export type LoopAnswer = v.InferOutput<typeof loopSchema>;

export const loopsSchema = v.object({
  filesLookedAt: v.number(),
  found: v.number(),
  /** The first of them, by file and line. */
  loops: v.array(loopSchema),
  notLookedAt: v.array(v.object({ file: v.string(), why: v.string() })),
});

/** A finding as an assistant reads it, in English; `file` is the name to show. */
export function loopAnswer(finding: Finding, file: string): LoopAnswer {
  const { startLine, endLine, language, rule, route, chunkBytes, verdict, reach, instead, fix } = finding;
  const shown = fix && {
    title: say(fix.title),
    applicability: fix.applicability,
    caveats: fix.caveats.map(say),
  };
  const message = say(finding.message);
  return {
    ...{ file, startLine, endLine, language, rule, route, chunkBytes, verdict, reach, message, instead },
    fix: shown,
    figures: costFigures(finding),
  };
}

function costFigures(finding: Finding): Figure[] {
  const { cpuCopies, modeSwitches, instead } = costOf(finding);
  const now = [
    figure('CPU copies now', cpuCopies, 'copies per byte', 'model'),
    figure('mode switches now', modeSwitches, 'switches per chunk', 'model'),
  ];
  if (!instead) return now;
  const name = instead.atMost ? 'CPU copies instead, at most' : 'CPU copies instead';
  return [...now, figure(name, instead.copies, 'copies per byte', 'model')];
}

const legSchema = v.object({
  from: v.picklist(places),
  to: v.picklist(places),
  by: v.picklist(['copy', 'reference']),
  evidence: v.literal('model'),
});
const waySchema = v.nullable(v.object({ call: v.string(), legs: v.array(legSchema) }));

/** The path of a loop's bytes, now and with the call that replaces it. */
export const pathSchema = v.object({
  loop: loopSchema,
  now: v.array(legSchema),
  instead: waySchema,
  better: waySchema,
  rule: v.object({ what: v.string(), why: v.string(), instead: v.string(), limits: v.string() }),
  /** The scenario whose measured table fits this loop. */
  scenario: v.nullable(v.object({ id: v.string(), because: v.string() })),
});
export type PathAnswer = v.InferOutput<typeof pathSchema>;

/** The path of a loop's bytes as an assistant reads it. */
export function pathAnswer(
  finding: Finding,
  around: { file: string; rule: RuleId; scenario: PathAnswer['scenario'] },
): PathAnswer {
  const { now, instead, better } = pathOf(finding);
  const way = (known: { call: string; legs: Leg[] } | null) =>
    known && { call: known.call, legs: modelled(known.legs) };
  const text = (part: Parameters<typeof ruleText>[1]) => say(ruleText(around.rule, part));
  return {
    loop: loopAnswer(finding, around.file),
    now: modelled(now),
    instead: way(instead),
    better: way(better),
    rule: { what: text('what'), why: text('why'), instead: text('instead'), limits: text('limits') },
    scenario: around.scenario,
  };
}

const modelled = (legs: readonly Leg[]) => legs.map(leg => ({ ...leg, evidence: 'model' as const }));

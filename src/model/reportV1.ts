import * as v from 'valibot';
import { absenceSchema } from './availability';
import { verbatim } from './message';
import {
  adviceFigureSchema,
  adviceSchema,
  differenceSchema,
  hopSchema,
  machineSchema,
  type Report,
  reportSchema,
  reportSchemaName,
  scenarioResultSchema,
  textbookSchema,
  transferSchema,
} from './report';
import { moverEvidences } from './route';
import { runSchema } from './sample';

// Reports of schema 1 held English sentences, which are shown unchanged.

export const reportV1SchemaName = 'iopath-report/1';

const text = v.pipe(v.string(), v.transform(verbatim));
const absence = v.object({ ...absenceSchema.entries, why: text, remedy: text });
const availability = v.variant('available', [
  v.object({ available: v.literal(true) }),
  v.object({ available: v.literal(false), ...absence.entries }),
]);
const machine = v.object({ ...machineSchema.entries, evidence: v.record(v.string(), availability) });

const run = v.object({
  ...runSchema.entries,
  ranAs: v.object({ ...runSchema.entries.ranAs.entries, because: v.nullable(text) }),
});

const hop = v.object({
  ...hopSchema.entries,
  /** Reports made before the experiment existed had only rules. */
  moverEvidence: v.optional(v.picklist(moverEvidences), 'model'),
  note: text,
});

const transfer = v.object({
  ...transferSchema.entries,
  unsupported: v.nullable(absence),
  failed: v.nullable(v.object({ what: text, why: text, remedy: text })),
  runs: v.array(run),
  copies: v.array(hop),
  textbook: v.nullable(v.object({ ...textbookSchema.entries, source: text })),
  differences: v.array(v.object({ ...differenceSchema.entries, why: text })),
  notes: v.array(text),
});

const scenario = v.object({
  ...scenarioResultSchema.entries,
  claim: text,
  source: text,
  because: text,
  textbook: v.optional(text),
  measured: v.optional(text),
  consequence: v.optional(text),
});

const advice = v.object({
  ...adviceSchema.entries,
  text,
  figures: v.array(v.object({ ...adviceFigureSchema.entries, label: text, value: text })),
  limits: text,
  receiverNote: v.nullable(text),
});

/** A report of schema 1 as one of the present schema. */
export const reportV1Schema = v.pipe(
  v.object({
    ...reportSchema.entries,
    schema: v.literal(reportV1SchemaName),
    machine,
    transfers: v.array(transfer),
    scenario: v.nullable(scenario),
    advice: v.nullable(advice),
    warnings: v.array(v.object({ what: text, remedy: text })),
  }),
  v.transform((report): Report => ({ ...report, schema: reportSchemaName })),
);

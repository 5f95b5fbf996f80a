import { message } from '../messages/message';
import { type Texts, textsIn } from '../messages/texts';
import { type Finding, type Fix, isShown, type ReportedFinding } from '../model/finding';
import type { RuleInfo } from '../model/rule';
import type { LintLog, LintNote } from './lintLog';
import { rulePage, ruleText, ruleUri } from './rulePage';

export interface SarifInput extends Omit<LintLog, 'files'> {
  rules: readonly RuleInfo[];
  /** The product's version. */
  version: string;
  /** Turns a finding's file into a URI, relative to the root where it lies below it. */
  uriOf: (file: string) => string;
}

/** What a part of the log is worded and placed with. */
interface Around {
  say: Texts['say'];
  uriOf: SarifInput['uriOf'];
}

/** Findings as a SARIF 2.1.0 log (OASIS standard, errata 01), one run. Returns the JSON object. */
export function sarifOf(input: SarifInput, texts: Texts = textsIn('en')): object {
  const around = { say: texts.say, uriOf: input.uriOf };
  const { findings, suppressed, notes, rules, version, skipped } = input;
  const place = new Map<string, number>(rules.map(({ id }, index) => [id, index]));
  const result = (finding: Finding) => resultOf(finding, place.get(finding.rule) ?? -1, around);
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'iopath', semanticVersion: version, rules: rules.map(rule => ruleOf(rule, texts)) },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [
              ...skipped.map(notificationOf(around)),
              ...notes.map(noteOf(around)),
            ],
          },
        ],
        results: [
          ...findings.map(finding => ({ ...result(finding), ...reported(finding) })),
          ...suppressed.map(({ finding, reason }) => ({
            ...result(finding),
            suppressions: [{ kind: 'inSource', justification: reason }],
          })),
        ],
      },
    ],
  };
}

const sarifLevels = { off: 'none', info: 'note', warning: 'warning', error: 'error' } as const;

function ruleOf(rule: RuleInfo, texts: Texts) {
  const { id, category, level } = rule;
  const text = (part: Parameters<typeof ruleText>[1]) => texts.say(ruleText(id, part));
  const section = (part: 'why' | 'instead' | 'limits') =>
    `${texts.say(message(`page.${part}`))}: ${text(part)}`;
  return {
    id,
    shortDescription: { text: text('what') },
    fullDescription: { text: `${text('what')} ${text('why')}` },
    help: {
      text: [text('what'), section('why'), section('instead'), section('limits')].join('\n\n'),
      markdown: rulePage(rule, texts),
    },
    helpUri: ruleUri(id),
    defaultConfiguration: { level: sarifLevels[level] },
    properties: { category },
  };
}

const notificationOf =
  ({ say, uriOf }: Around) =>
  ({ file, why }: LintLog['skipped'][number]) => ({
    level: 'note',
    message: { text: say(message('lint.left-out-sentence', { why })) },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }],
  });

const noteOf =
  ({ say, uriOf }: Around) =>
  ({ file, line, message: text }: LintNote) => ({
    level: 'warning',
    message: { text: say(text) },
    locations: [
      { physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: line } } },
    ],
  });

function resultOf(finding: Finding, ruleIndex: number, around: Around) {
  const { rule, verdict, reach, route, chunkBytes, language, file, startLine, endLine } = finding;
  const uri = around.uriOf(file);
  return {
    ruleId: rule,
    ruleIndex,
    // A loop that must see its bytes is shown only where asked for.
    ...(isShown(finding) ? { kind: 'fail' } : { kind: 'informational', level: 'none' }),
    message: { text: around.say(finding.message) },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine, endLine } } }],
    ...(finding.fix ? { fixes: [fixOf(finding.fix, uri, around)] } : {}),
    properties: { language, route, chunkBytes, verdict, reach, instead: finding.instead },
  };
}

const reported = (finding: ReportedFinding) => ({
  ...(isShown(finding) ? { level: sarifLevels[finding.level] } : {}),
  ...(finding.fingerprint ? { partialFingerprints: { 'iopathLines/v1': finding.fingerprint } } : {}),
});

function fixOf({ title, edits, applicability, caveats }: Fix, uri: string, { say }: Around) {
  const description = applicability === 'safe' ? title : message('lint.unsafe-fix', { title, caveats });
  return {
    description: { text: say(description) },
    artifactChanges: [
      {
        artifactLocation: { uri },
        replacements: edits.map(({ start, end, text: inserted }) => ({
          deletedRegion: { charOffset: start, charLength: end - start },
          insertedContent: { text: inserted },
        })),
      },
    ],
  };
}

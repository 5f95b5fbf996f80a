import { type Finding, type Fix, isShown, type ReportedFinding } from '../model/finding';
import type { RuleInfo } from '../model/rule';
import type { LintLog, LintNote } from './lintLog';
import { rulePage, ruleUri } from './rulePage';

export interface SarifInput extends Omit<LintLog, 'files'> {
  rules: readonly RuleInfo[];
  /** The product's version. */
  version: string;
  /** Turns a finding's file into a URI, relative to the root where it lies below it. */
  uriOf: (file: string) => string;
}

type UriOf = SarifInput['uriOf'];

/** Findings as a SARIF 2.1.0 log (OASIS standard, errata 01), one run. Returns the JSON object. */
export function sarifOf(input: SarifInput): object {
  const { findings, suppressed, notes, rules, version, uriOf, skipped } = input;
  const place = new Map<string, number>(rules.map(({ id }, index) => [id, index]));
  const result = (finding: Finding) => resultOf(finding, place.get(finding.rule) ?? -1, uriOf);
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'iopath', semanticVersion: version, rules: rules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [...skipped.map(notificationOf(uriOf)), ...notes.map(noteOf(uriOf))],
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

function ruleOf(rule: RuleInfo) {
  const { id, category, level, docs } = rule;
  const { what, why, instead, limits } = docs;
  return {
    id,
    shortDescription: { text: what },
    fullDescription: { text: `${what} ${why}` },
    help: {
      text: `${what}\n\nWhy: ${why}\n\nInstead: ${instead}\n\nLimits: ${limits}`,
      markdown: rulePage(rule),
    },
    helpUri: ruleUri(id),
    defaultConfiguration: { level: sarifLevels[level] },
    properties: { category },
  };
}

const notificationOf =
  (uriOf: UriOf) =>
  ({ file, why }: { file: string; why: string }) => ({
    level: 'note',
    message: { text: `Left out: ${why}.` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }],
  });

const noteOf =
  (uriOf: UriOf) =>
  ({ file, line, message }: LintNote) => ({
    level: 'warning',
    message: { text: message },
    locations: [
      { physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: line } } },
    ],
  });

function resultOf(finding: Finding, ruleIndex: number, uriOf: UriOf) {
  const { rule, verdict, reach, route, chunkBytes, language, file, startLine, endLine, message } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    // A loop that must see its bytes is shown only where asked for.
    ...(isShown(finding) ? { kind: 'fail' } : { kind: 'informational', level: 'none' }),
    message: { text: message },
    locations: [
      { physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine, endLine } } },
    ],
    ...(finding.fix ? { fixes: [fixOf(finding.fix, uriOf(file))] } : {}),
    properties: { language, route, chunkBytes, verdict, reach, instead: finding.instead },
  };
}

const reported = (finding: ReportedFinding) => ({
  ...(isShown(finding) ? { level: sarifLevels[finding.level] } : {}),
  ...(finding.fingerprint ? { partialFingerprints: { 'iopathLines/v1': finding.fingerprint } } : {}),
});

function fixOf({ title, edits, applicability, caveats }: Fix, uri: string) {
  const text = applicability === 'safe' ? title : `${title} (unsafe: ${caveats.join('; ')})`;
  return {
    description: { text },
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
